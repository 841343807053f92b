using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Okta;

/// <summary>Everything read from one Okta System Log event; lives on the stack.</summary>
internal struct OktaRecord
{
    public int ZoneOffsetMinutes;
    public string? Uuid;
    public string? EventType;
    public string? DisplayMessage;
    public Severity Severity;
    public JsonTime Published;
    public OktaParty Actor;
    public OktaParty UserTarget;
    public OktaParty AppTarget;
    public OktaParty GroupTarget;
    public OktaParty FactorTarget;
    public OktaParty OtherTarget;
    public string? Ip;
    public int Port;
    public string? City;
    public string? Country;
    public string? UserAgent;
    public string? Browser;
    public string? Os;
    public string? DeviceKind;
    public string? DeviceId;
    public string? DeviceName;
    public bool? IsManaged;
    public string? Result;
    public string? Reason;
    public string? SessionId;
    public string? RootSessionId;
    public string? FactorText;
    public string? DeviceFingerprint;
    public string? Risk;
}

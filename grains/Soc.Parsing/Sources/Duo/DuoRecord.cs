using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Duo;

/// <summary>Everything read from one Duo record; lives on the stack.</summary>
internal struct DuoRecord
{
    public int ZoneOffsetMinutes;
    public JsonTime IsoTime;
    public JsonTime Time;
    public DuoParty User;
    public DuoParty Actor;
    public DuoParty Target;
    public DuoParty Application;
    public DuoParty ActionName;
    public DuoParty AccessDevice;
    public DuoParty AuthDevice;
    public DuoParty Outcome;
    public DuoParty Details;
    public string? Email;
    public string? EventType;
    public string? Factor;
    public string? Result;
    public string? Reason;
    public string? TxId;
    public string? ActivityId;
    public string? Object;
    public string? Host;
    public string? Ip;
    public string? Integration;
    public string? DeviceText;
    public bool NewEnrollment;
    public bool IsTelephony;
}

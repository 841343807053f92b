using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Everything read from one Entra record, before it is known what it means; lives on the stack.</summary>
internal struct EntraRecord
{
    public int ZoneOffsetMinutes;
    public EntraKind Category;
    public EntraKind EventType;
    public bool HasIdentityField;

    public JsonTime CreatedTime;
    public JsonTime EnvelopeTime;
    public string? Id;
    public string? CorrelationId;
    public string? TenantId;
    public string? AadTenantId;
    public string? OperationName;

    public string? UserId;
    public string? UserPrincipalName;
    public string? UserDisplayName;
    public string? SignInIdentifier;
    public string? ServicePrincipalId;
    public string? ServicePrincipalName;
    public string? AppId;
    public string? AppDisplayName;
    public string? ResourceDisplayName;
    public string? Identity;

    public string? Ip;
    public int Port;
    public string? CallerIp;
    public int CallerPort;
    public string? Country;
    public string? City;

    public string? DeviceId;
    public string? DeviceName;
    public string? OperatingSystem;
    public string? Browser;
    public bool? IsManaged;
    public bool? IsCompliant;
    public string? UserAgent;
    public string? ClientApp;

    public bool HasErrorCode;
    public long ErrorCode;
    public long? ResultType;
    public string? FailureReason;
    public bool? IsInteractive;
    public string? SessionId;
    public string? TokenId;
    public string? RiskDuringSignIn;
    public string? RiskAggregated;
    public int ProtocolId;

    public bool? RequiresMfa;
    public EntraMfaText MfaText;
    public AuthFactor MfaDetailFactor;
    public AuthFactor StepFactor;
    public bool StepDone;
    public bool StepFromToken;
    public bool StrongPrimary;

    public string? Activity;
    public string? Result;
    public string? ResultReason;
    public EntraPrincipal Initiator;
    public EntraPrincipal UserTarget;
    public EntraPrincipal DeviceTarget;
    public EntraPrincipal GroupTarget;
    public EntraPrincipal OtherTarget;
    public bool HasTargets;
}

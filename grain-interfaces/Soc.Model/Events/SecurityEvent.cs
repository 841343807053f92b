using Orleans;

namespace Soc.Model.Events;

/// <summary>
/// A normalised event: OCSF 1.8 ids, typed sections, no property bag. What a parser could not map stays in <see cref="Raw"/>.
/// Sections are null where the source has nothing to say.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.SecurityEvent")]
public sealed record SecurityEvent
{
    /// <summary>Longest raw slice kept, in bytes of UTF-8.</summary>
    public const int MaxRawBytes = 2048;

    [Id(0)] public required EventId Id { get; init; }

    /// <summary>The client company; from the credential or listener, never from the data.</summary>
    [Id(1)] public required string Client { get; init; }

    [Id(2)] public required EventClass Class { get; init; }

    /// <summary>OCSF activity_id, see <see cref="Activity"/>.</summary>
    [Id(3)] public required int ActivityId { get; init; }

    /// <summary>When it happened, milliseconds since the Unix epoch, UTC.</summary>
    [Id(4)] public required long TimeMs { get; init; }

    /// <summary>When the gateway received it, milliseconds since the Unix epoch, UTC; serves lag and lateness only.</summary>
    [Id(5)] public required long ReceivedMs { get; init; }

    /// <summary>The parser that made it, lower case ("panos", "entra_signin").</summary>
    [Id(6)] public required string Source { get; init; }

    /// <summary>The source's own kind within the parser ("globalprotect", "NonInteractiveUserSignInLogs").</summary>
    [Id(7)] public string? SourceKind { get; init; }

    [Id(8)] public Severity Severity { get; init; } = Severity.Informational;

    [Id(9)] public EventStatus Status { get; init; }

    /// <summary>The source's own status or error code ("50126", "auth-failed").</summary>
    [Id(10)] public string? StatusCode { get; init; }

    /// <summary>One sentence, at most 512 characters.</summary>
    [Id(11)] public string? Message { get; init; }

    /// <summary>Whom the event is about.</summary>
    [Id(12)] public UserIdentity? User { get; init; }

    /// <summary>Who did it, where that is somebody else.</summary>
    [Id(13)] public UserIdentity? Actor { get; init; }

    [Id(14)] public EndpointSection? Src { get; init; }

    [Id(15)] public EndpointSection? Dst { get; init; }

    [Id(16)] public DeviceSection? Device { get; init; }

    [Id(17)] public SessionSection? Session { get; init; }

    [Id(18)] public AuthSection? Auth { get; init; }

    [Id(19)] public TrafficSection? Traffic { get; init; }

    [Id(20)] public HttpSection? Http { get; init; }

    [Id(21)] public FindingSection? Finding { get; init; }

    [Id(22)] public ChangeSection? Change { get; init; }

    /// <summary>The reporting device or tenant ("PA-VM", serial, tenant id).</summary>
    [Id(23)] public string? Reporter { get; init; }

    /// <summary>What the parser did not map, UTF-8, at most <see cref="MaxRawBytes"/>; usually the line itself. Kept in the event log, not handed to the entities.</summary>
    [Id(24)] public byte[]? Raw { get; init; }

    /// <summary>The person, after identity resolution: one key for all his names within the client; null when no user is named.</summary>
    [Id(25)] public string? UserKey { get; init; }

    [Id(26)] public DnsSection? Dns { get; init; }

    [Id(27)] public TlsSection? Tls { get; init; }

    [Id(28)] public FileSection? File { get; init; }

    [Id(29)] public DhcpSection? Dhcp { get; init; }

    /// <summary>OCSF type_uid.</summary>
    public long TypeUid => (long)Class * 100 + ActivityId;

    /// <summary>OCSF category_uid.</summary>
    public int CategoryUid => (int)Class / 1000;
}

using Orleans;

namespace Soc.Model.Policies;

/// <summary>What a client company agreed and declared. An empty policy means these stated defaults.</summary>
[GenerateSerializer, Immutable, Alias("soc.ClientPolicy")]
public sealed record ClientPolicy
{
    [Id(0)] public required string Client { get; init; }

    /// <summary>Name for people; the client id when none is given.</summary>
    [Id(1)] public string? DisplayName { get; init; }

    /// <summary>IANA time zone.</summary>
    [Id(2)] public string TimeZone { get; init; } = "UTC";

    [Id(3)] public WorkingHours Hours { get; init; } = WorkingHours.Default;

    /// <summary>Days without work, yyyy-MM-dd in the client's zone.</summary>
    [Id(4)] public string[] Holidays { get; init; } = [];

    [Id(5)] public EscalationThresholds Thresholds { get; init; } = EscalationThresholds.Default;

    /// <summary>Somebody may be woken outside working hours; otherwise the digest waits for the morning.</summary>
    [Id(6)] public bool WakeAllowed { get; init; } = true;

    [Id(7)] public KnownEgress[] KnownEgress { get; init; } = [];

    /// <summary>Cloud services that the client uses on purpose ("onedrive", "power bi").</summary>
    [Id(8)] public string[] SanctionedClouds { get; init; } = [];

    /// <summary>Users, devices and addresses that weigh more, with their odds multiplier (0.5, 1, 1.5, 2); keys as in entity views ("user:cfo@example.com").</summary>
    [Id(9)] public IReadOnlyDictionary<string, double> Criticality { get; init; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);

    /// <summary>An event that arrives later than this after it happened is late. Minutes, 1–10,080.</summary>
    [Id(10)] public int LateAfterMinutes { get; init; } = 15;

    /// <summary>Days that a new baseline learns before it speaks with full weight, 1–90.</summary>
    [Id(11)] public int LearningDays { get; init; } = 14;

    [Id(12)] public IdentityRules Identity { get; init; } = IdentityRules.Default;

    [Id(13)] public RuleOfEngagement[] RulesOfEngagement { get; init; } = [];

    /// <summary>Grows with every change.</summary>
    [Id(14)] public long Version { get; init; }

    /// <summary>Never touched by a containment, whatever its score: gateways, domain controllers, break-glass accounts ("address:10.0.0.1", "user:breakglass@example.com").</summary>
    [Id(15)] public string[] ProtectedAssets { get; init; } = [];

    [Id(16)] public Engagement Engagement { get; init; } = Engagement.Default;

    /// <summary>By whose right the rules act; null when there were none yet, and in policies of old.</summary>
    [Id(17)] public PolicyAuthor? RulesBy { get; init; }

    public static ClientPolicy DefaultFor(string client) => new() { Client = client };
}

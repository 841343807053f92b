using Orleans;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Model.Signals;

/// <summary>What a detector found about an entity, with the evidence for and against.</summary>
[GenerateSerializer, Immutable, Alias("soc.Signal")]
public sealed record Signal
{
    /// <summary>Most events that a signal names.</summary>
    public const int MaxEventIds = 16;

    /// <summary>Most shared addresses that a signal names: as many as it can relate to, and its own.</summary>
    public const int MaxSharedAddresses = 33;

    /// <summary>See <see cref="SignalId"/>.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Detector id, snake case.</summary>
    [Id(1)] public required string Detector { get; init; }

    [Id(2)] public required EntityKey Entity { get; init; }

    /// <summary>Score 0–100 after its own evidence; the client's context may move it further.</summary>
    [Id(3)] public required double Score { get; init; }

    /// <summary>Event time of the event that completed it, ms since the epoch.</summary>
    [Id(4)] public required long AtMs { get; init; }

    /// <summary>Event time of the first event it rests on, ms since the epoch.</summary>
    [Id(5)] public required long FirstMs { get; init; }

    /// <summary>When the gateway received the completing event, ms since the epoch.</summary>
    [Id(6)] public required long ReceivedMs { get; init; }

    /// <summary>A short sentence: what happened ("anna.keller signed in from Zürich and São Paulo within 40 minutes").</summary>
    [Id(7)] public required string Title { get; init; }

    /// <summary>ATT&amp;CK technique ids ("T1078.004").</summary>
    [Id(8)] public string[] Techniques { get; init; } = [];

    [Id(9)] public Evidence[] EvidenceFor { get; init; } = [];

    [Id(10)] public Evidence[] EvidenceAgainst { get; init; } = [];

    /// <summary>Ids of the events it rests on, at most <see cref="MaxEventIds"/>.</summary>
    [Id(11)] public EventId[] EventIds { get; init; } = [];

    /// <summary>Other entities that are part of it (the address of a sign-in, the users of a spray), at most 32.</summary>
    [Id(12)] public EntityKey[] Related { get; init; } = [];

    [Id(13)] public SignalSubject Subject { get; init; } = SignalSubject.Empty;

    /// <summary>True when the completing event was late: no automatic action because of it.</summary>
    [Id(14)] public bool Late { get; init; }

    /// <summary>The detector says that this baseline is still learning, and until when; null when it is not.</summary>
    [Id(15)] public string? Learning { get; init; }

    /// <summary>A benign reading that explains all of it ("corporate_vpn_exit", "stale_listing_with_mfa"), when the detector itself sees one; null otherwise.</summary>
    [Id(16)] public string? BenignReading { get; init; }

    /// <summary>What an analyst should do next, one or two sentences.</summary>
    [Id(17)] public string? Advice { get; init; }

    /// <summary>
    /// Those of its addresses behind which many unrelated people sit (<see cref="EgressClasses.IsShared"/>), as it was known at the time:
    /// that another finding names one too says nothing. Text of the address, at most <see cref="MaxSharedAddresses"/>.
    /// </summary>
    [Id(18)] public string[] SharedAddresses { get; init; } = [];

    /// <summary>When it came about and when it was known; null for one that was stored before this was kept.</summary>
    [Id(19)] public SignalTimes? Times { get; init; }

    /// <summary>Most places that a signal names.</summary>
    public const int MaxSeenAt = 4;

    /// <summary>Who saw its events on the network; empty for findings about what was not seen there.</summary>
    [Id(20)] public SignalPlace[] SeenAt { get; init; } = [];

    /// <summary>
    /// Those of its addresses outside that belong to one party at a time, so that they mean the same at another client: neither the
    /// client's own, nor shared by many, nor of a cloud or content network. At most <see cref="MaxOutsideAddresses"/>.
    /// </summary>
    [Id(21)] public string[] OutsideAddresses { get; init; } = [];

    public const int MaxOutsideAddresses = 8;

    /// <summary>Those of its related domains that are usual at this client, as it was known at the time: that another finding names one too says nothing.</summary>
    [Id(22)] public string[] UsualDomains { get; init; } = [];
}

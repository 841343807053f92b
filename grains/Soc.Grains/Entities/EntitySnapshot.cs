using Soc.Detection.Risk;
using Soc.Model.Signals;

namespace Soc.Grains.Entities;

/// <summary>What is stored of an entity.</summary>
[GenerateSerializer, Alias("soc.EntitySnapshot")]
public sealed class EntitySnapshot
{
    /// <summary>Version of this form; a higher one than this stops the entity with a clear error rather than being misread.</summary>
    public const int CurrentVersion = 1;

    [Id(0)] public int Version { get; set; } = CurrentVersion;

    [Id(1)] public AppliedOffsets Applied { get; set; } = new();

    [Id(2)] public RecentEventIds RecentIds { get; set; } = new();

    [Id(3)] public StateSlot[] Detectors { get; set; } = [];

    [Id(4)] public EntityRiskState? Risk { get; set; }

    [Id(5)] public RecentItem[] Recent { get; set; } = [];

    [Id(6)] public long FirstSeenMs { get; set; }

    [Id(7)] public long LastSeenMs { get; set; }

    [Id(8)] public long EventCount { get; set; }

    /// <summary>
    /// Signals that are raised and perhaps not handed on yet. An entity with events of several partitions gets them in another
    /// order after a crash, and would raise another signal of the same thing: it stores the signal before anybody hears of it.
    /// Bounded by what one read of each partition gives rise to: a partition reads on when these are handed on.
    /// </summary>
    [Id(9)] public Signal[] Outbox { get; set; } = [];

    /// <summary>What a device calls itself, by the newest event that says so; null where that is its key, and for who is no device.</summary>
    [Id(10)] public string? HostName { get; set; }

    /// <summary>When it was said, ms since the epoch.</summary>
    [Id(11)] public long HostNameMs { get; set; }
}

using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>A session: 40 bytes. Where and on what it began is shared, since most of a user's sessions begin alike.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.session_replay.session"), StructLayout(LayoutKind.Auto)]
public readonly record struct KnownSession
{
    /// <summary>Hash of source and session id.</summary>
    [Id(0)] public ulong Key { get; init; }

    /// <summary>The earliest event seen of it.</summary>
    [Id(1)] public EventId FirstId { get; init; }

    /// <summary>Its time, ms since the epoch.</summary>
    [Id(2)] public long FirstMs { get; init; }

    /// <summary>From its first to its latest event, minutes; saturates at 45 days.</summary>
    [Id(3)] public ushort LengthMinutes { get; init; }

    /// <summary>When an event of it was last received, minutes since the epoch: decides when it is forgotten, so that an old log is read whole.</summary>
    [Id(4)] public int ArrivalMinute { get; init; }

    /// <summary>Index in <see cref="SessionReplayState.Origins"/>.</summary>
    [Id(5)] public byte Origin { get; init; }

    /// <summary>Score told last; 0: not told.</summary>
    [Id(6)] public byte ToldScore { get; init; }

    /// <summary>Latest event time, to the minute, ms since the epoch.</summary>
    public long LastMs => FirstMs + (LengthMinutes * 60_000L);

    /// <summary>Its length when it is known to have gone on until a moment.</summary>
    public static ushort LengthUntil(long firstMs, long lastMs) => (ushort)Math.Clamp((lastMs - firstMs) / 60_000, 0, ushort.MaxValue);
}

using Orleans;
using Soc.Model.Ingest;

namespace Soc.GrainInterfaces.Clients;

/// <summary>How many records became how few incidents that reach a person.</summary>
[GenerateSerializer, Immutable, Alias("soc.Funnel")]
public sealed record Funnel
{
    [Id(0)] public required string Client { get; init; }

    [Id(1)] public long SinceMs { get; init; }

    /// <summary>Records received.</summary>
    [Id(2)] public long Records { get; init; }

    /// <summary>Events that they held.</summary>
    [Id(3)] public long Events { get; init; }

    [Id(4)] public long Parsed { get; init; }

    [Id(5)] public long Skipped { get; init; }

    [Id(6)] public long Malformed { get; init; }

    [Id(7)] public long Signals { get; init; }

    [Id(8)] public long Incidents { get; init; }

    /// <summary>Incidents whose decision is notify or wake: those that reach a person at once.</summary>
    [Id(9)] public long Escalated { get; init; }

    [Id(10)] public long Digest { get; init; }

    /// <summary>By source, outcome and reason.</summary>
    [Id(11)] public IngestCount[] BySource { get; init; } = [];

    /// <summary>Of <see cref="Signals"/>, those too small to open an incident and part of none.</summary>
    [Id(12)] public long MinorSignals { get; init; }

    /// <summary>Records that were received as malformed and understood later; not counted in <see cref="Records"/> a second time.</summary>
    [Id(13)] public long Replayed { get; init; }
}

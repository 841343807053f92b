using Orleans;

namespace Soc.Model.Ingest;

/// <summary>
/// What one ingest request of one client brought: appended to the log with the events, so that the funnel counts exactly
/// what was acknowledged, once.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.IngestReceipt")]
public sealed record IngestReceipt
{
    [Id(0)] public required string Client { get; init; }

    /// <summary>When it arrived, ms since the epoch.</summary>
    [Id(1)] public required long ReceivedMs { get; init; }

    [Id(2)] public required IngestCount[] Counts { get; init; }
}

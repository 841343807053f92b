using Orleans;

namespace Soc.Model.Ingest;

/// <summary>Records of one source and one outcome.</summary>
/// <param name="Source">Parser id, or "unrecognised".</param>
/// <param name="Outcome">One of <see cref="IngestOutcomes"/>.</param>
/// <param name="Reason">Why skipped or malformed; when parsed null, or "future_time" or "no_time" where the received time had to stand in.</param>
/// <param name="Records">How many records; an envelope or array of n objects counts as n.</param>
/// <param name="Events">How many events came of them.</param>
/// <param name="LastEventMs">Latest event time among them, ms since the epoch; 0 when none.</param>
[GenerateSerializer, Immutable, Alias("soc.IngestCount")]
public sealed record IngestCount(
    [property: Id(0)] string Source,
    [property: Id(1)] string Outcome,
    [property: Id(2)] string? Reason,
    [property: Id(3)] long Records,
    [property: Id(4)] long Events,
    [property: Id(5)] long LastEventMs);

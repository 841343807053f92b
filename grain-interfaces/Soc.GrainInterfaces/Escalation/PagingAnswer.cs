using Orleans;

namespace Soc.GrainInterfaces.Escalation;

/// <summary>Whether something may be told by itself.</summary>
/// <param name="MayPage">False: it is in the next summary.</param>
/// <param name="SummaryAtMs">When that is sent, wall clock, ms since the epoch; 0 when it may be told by itself.</param>
[GenerateSerializer, Immutable, Alias("soc.PagingAnswer")]
public sealed record PagingAnswer([property: Id(0)] bool MayPage, [property: Id(1)] long SummaryAtMs);

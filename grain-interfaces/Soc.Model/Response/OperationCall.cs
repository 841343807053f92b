using Orleans;

namespace Soc.Model.Response;

/// <summary>One call of the connector, noted before it is made.</summary>
/// <param name="Number">Of the operation's calls; an answer to another number comes too late.</param>
/// <param name="Kind">Which.</param>
/// <param name="BeganMs">When it was noted.</param>
/// <param name="DeadlineMs">Until when whoever noted it may be at it. After that its outcome is unknown.</param>
[GenerateSerializer, Immutable, Alias("soc.OperationCall")]
public sealed record OperationCall(
    [property: Id(0)] int Number,
    [property: Id(1)] OperationCallKind Kind,
    [property: Id(2)] long BeganMs,
    [property: Id(3)] long DeadlineMs);

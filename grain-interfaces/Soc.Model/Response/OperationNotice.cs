using Orleans;

namespace Soc.Model.Response;

/// <summary>Something about an operation that people are to know.</summary>
/// <param name="Number">From 1, of the operation; whoever tells it again tells the same.</param>
/// <param name="AtMs">Since when it is so.</param>
/// <param name="Kind">Why it is told.</param>
/// <param name="Text">One or two sentences.</param>
[GenerateSerializer, Immutable, Alias("soc.OperationNotice")]
public sealed record OperationNotice(
    [property: Id(0)] int Number,
    [property: Id(1)] long AtMs,
    [property: Id(2)] OperationNoticeKind Kind,
    [property: Id(3)] string Text)
{
    /// <summary>Somebody has to act now, whatever the hour.</summary>
    public bool IsPage => Kind is OperationNoticeKind.RollbackFailed;
}

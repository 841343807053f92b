using Orleans;

namespace Soc.Model.Response;

/// <summary>What an operation says to an <see cref="OperationBequest"/>.</summary>
/// <param name="Kind">Whether it takes it.</param>
/// <param name="UntilMs">Until when it holds the target; 0 when it does not.</param>
[GenerateSerializer, Immutable, Alias("soc.BequestAnswer")]
public sealed record BequestAnswer([property: Id(0)] BequestAnswerKind Kind, [property: Id(1)] long UntilMs);

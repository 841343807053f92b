using Orleans;

namespace Soc.Model.Response;

/// <summary>What an operation that ends leaves to another one that holds the same target: the last of them restores what was there before the first.</summary>
/// <param name="From">The operation that ends.</param>
/// <param name="Applied">What its action came to, with what was there before.</param>
/// <param name="Inherited">Operations that it had this from itself.</param>
[GenerateSerializer, Immutable, Alias("soc.OperationBequest")]
public sealed record OperationBequest([property: Id(0)] string From, [property: Id(1)] ContainmentOutcome Applied, [property: Id(2)] string[] Inherited);

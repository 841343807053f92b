using Orleans;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>What an operation answers to a wish.</summary>
/// <param name="State">How it stands; null when there is no such operation.</param>
/// <param name="Refusal">Why the wish was not followed, one sentence; then nothing changed.</param>
[GenerateSerializer, Immutable, Alias("soc.OperationAnswer")]
public sealed record OperationAnswer([property: Id(0)] OperationState? State, [property: Id(1)] string? Refusal);

using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>What an input led to.</summary>
/// <param name="State">The state after it; the same object when nothing changed.</param>
/// <param name="Refusal">Why it was not allowed, one sentence; then nothing changed.</param>
public sealed record OperationStep(OperationState State, string? Refusal)
{
    public bool IsRefused => Refusal is not null;

    internal static OperationStep To(OperationState state) => new(state, null);

    internal static OperationStep Refuse(OperationState state, string why) => new(state, why);
}

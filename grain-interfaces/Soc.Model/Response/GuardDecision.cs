using Orleans;

namespace Soc.Model.Response;

/// <summary>What all guard rails said together. None is left out, so that it can be read later why something was allowed.</summary>
[GenerateSerializer, Immutable, Alias("soc.GuardDecision")]
public sealed record GuardDecision([property: Id(0)] GuardCheck[] Checks)
{
    /// <summary>Operations that hold the same target in the same product, oldest first.</summary>
    [Id(1)] public string[] SharedWith { get; init; } = [];

    /// <summary>Another operation is undoing the same at this moment: it is asked again after so many ms; 0 when nothing is waited for.</summary>
    [Id(2)] public long RetryAfterMs { get; init; }

    public bool IsPassed => Checks.Length > 0 && Array.TrueForAll(Checks, c => c.IsPassed);

    /// <summary>Why not; empty when it may be.</summary>
    public string Refusals => string.Join(' ', Checks.Where(c => !c.IsPassed).Select(c => c.Text));
}

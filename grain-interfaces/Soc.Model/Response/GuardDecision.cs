using Orleans;

namespace Soc.Model.Response;

/// <summary>What all guard rails said together. None is left out, so that it can be read later why something was allowed.</summary>
[GenerateSerializer, Immutable, Alias("soc.GuardDecision")]
public sealed record GuardDecision([property: Id(0)] GuardCheck[] Checks)
{
    public bool IsPassed => Checks.Length > 0 && Array.TrueForAll(Checks, c => c.IsPassed);

    /// <summary>Why not; empty when it may be.</summary>
    public string Refusals => string.Join(' ', Checks.Where(c => !c.IsPassed).Select(c => c.Text));
}

namespace Soc.Response.Connectors.Http;

/// <summary>What a product says of a target.</summary>
/// <param name="Phase">With regard to the action.</param>
/// <param name="Words">For people: "the account is enabled".</param>
internal sealed record TargetState(TargetPhase Phase, string Words)
{
    /// <summary>The product's own id of the target.</summary>
    public string Id { get; init; } = "";

    /// <summary>What reverting needs to restore what is there now; for an event, the mark that changes when it happens.</summary>
    public string? Detail { get; init; }

    /// <summary>The action is something that happens (sessions end), not something that lasts: it was done when <see cref="Detail"/> is another than before.</summary>
    public bool IsEvent { get; init; }

    /// <summary>False when the product cannot be asked whether it is so.</summary>
    public bool CanReadBack { get; init; } = true;

    /// <summary>The product says of what was accepted that it is under way, so that what it does not say is not coming.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Which operation made it so, where the product keeps that.</summary>
    public string? MadeBy { get; init; }

    /// <summary>It is so, but not in the way in which we make it so: somebody else has changed it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Why what was accepted did not happen and will not.</summary>
    public string? Failure { get; init; }

    /// <summary>The product's number of what makes it so.</summary>
    public string? Reference { get; init; }

    public TargetPhase PhaseFor(PriorState? prior) =>
        !IsEvent || Phase != TargetPhase.Free ? Phase
        : CanReadBack && prior is not null && !string.Equals(prior.Detail, Detail, StringComparison.Ordinal) ? TargetPhase.Held
        : TargetPhase.Free;
}

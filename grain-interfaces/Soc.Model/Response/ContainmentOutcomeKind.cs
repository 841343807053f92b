namespace Soc.Model.Response;

/// <summary>What is known of an action after a call. There is no "sent".</summary>
public enum ContainmentOutcomeKind
{
    /// <summary>It did not happen, and nothing will come of it by itself.</summary>
    Failed = 0,
    /// <summary>It was accepted, and the other product says that it has not happened yet: to be verified later.</summary>
    Pending = 1,
    /// <summary>It was accepted, and whether it took effect cannot be known (any more): a time-out, or a product that does not say.</summary>
    Unverified = 2,
    /// <summary>The other product was asked and says that it is so.</summary>
    Confirmed = 3,
}

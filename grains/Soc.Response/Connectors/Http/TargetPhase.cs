namespace Soc.Response.Connectors.Http;

/// <summary>What a product says of a target, with regard to an action.</summary>
internal enum TargetPhase
{
    /// <summary>The product does not know the target.</summary>
    Missing,
    /// <summary>The action is not in effect.</summary>
    Free,
    /// <summary>The action was accepted and is not in effect yet.</summary>
    Taking,
    /// <summary>The action is in effect.</summary>
    Held,
    /// <summary>The end of the action was accepted and is not in effect yet.</summary>
    Releasing,
}

namespace Soc.Grains.Entities;

/// <summary>How an attempt to store an entity ended.</summary>
public enum Saving
{
    /// <summary>Nothing changed since the last time.</summary>
    Clean = 0,

    /// <summary>What changed is durable.</summary>
    Stored = 1,

    /// <summary>Signals must be handed on before.</summary>
    SignalsFirst = 2,

    /// <summary>An earlier write of it is still on its way: whether it succeeds is not known yet.</summary>
    Busy = 3,
}

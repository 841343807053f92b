namespace Soc.GrainInterfaces.Storage;

/// <summary>
/// Where states are that nothing could make again: what was done to other products and has to be undone, who agreed to it, how much was done. Never in a
/// store that may lose what it acknowledged.
/// </summary>
/// <param name="Entities">Takes them by the same rules as an entity's state.</param>
public sealed record PromiseStore(IEntityStore Entities);

using Soc.Model.Entities;

namespace Soc.Silo.Ingest;

/// <summary>Outcome of storing the entities of a checkpoint round.</summary>
/// <param name="Failed">Could not be stored, or it is not known: for the next round.</param>
/// <param name="Lost">Entities whose changes are gone from memory without having been stored.</param>
/// <param name="Reason">Why the last of the failed ones failed.</param>
public sealed record SavedEntities(IReadOnlyCollection<KeyValuePair<EntityKey, long>> Failed, int Lost, Exception? Reason);

using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Storage;

/// <summary>A page of incidents.</summary>
/// <param name="NextCursor">Null on the last page; opaque to callers.</param>
public sealed record IncidentPage(IReadOnlyList<Incident> Items, string? NextCursor);

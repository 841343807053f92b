using Soc.Model.Response;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Which operations of a client.</summary>
/// <param name="Client">Client id.</param>
/// <param name="Statuses">Only these; empty for all.</param>
/// <param name="IncidentId">Only of this incident; null for all.</param>
/// <param name="FromMs">Proposed at or after, wall clock, ms since the epoch.</param>
/// <param name="ToMs">Proposed before; <see cref="long.MaxValue"/> for all.</param>
/// <param name="Limit">1–500.</param>
/// <param name="Cursor">From the page before; null for the first.</param>
public sealed record OperationQuery(string Client, OperationStatus[] Statuses, string? IncidentId, long FromMs, long ToMs, int Limit, string? Cursor);

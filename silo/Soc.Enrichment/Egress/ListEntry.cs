using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>What an operator's list says of a range.</summary>
/// <param name="Egress">The kind of network.</param>
/// <param name="ServiceName">The service that sends from here, or null where the list is about a kind of network only.</param>
internal sealed record ListEntry(EgressClass Egress, string? ServiceName);

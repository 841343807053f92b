using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>What an operator's list says of a range.</summary>
internal sealed record ListEntry(EgressClass Egress, string? ServiceName);

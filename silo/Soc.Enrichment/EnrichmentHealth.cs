using Soc.Enrichment.Egress;
using Soc.Enrichment.Geo;

namespace Soc.Enrichment;

/// <summary>What the enrichment lacks, in sentences that say what to do.</summary>
public sealed class EnrichmentHealth(GeoDatabases geo, OperatorLists lists)
{
    public IReadOnlyList<string> Sentences => [.. geo.Problems, .. lists.Problems];
}

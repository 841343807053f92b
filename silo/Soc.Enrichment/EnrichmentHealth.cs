using Soc.Enrichment.Egress;
using Soc.Enrichment.Geo;
using Soc.Enrichment.Policies;

namespace Soc.Enrichment;

/// <summary>What the enrichment lacks, in sentences that say what to do.</summary>
public sealed class EnrichmentHealth(GeoDatabases geo, OperatorLists lists, ClientPolicies policies)
{
    private const int MaxPolicySentences = 20;

    /// <summary>Something is missing or wrong; everything else works.</summary>
    public bool IsDegraded => Sentences.Count > 0;

    public IReadOnlyList<string> Sentences => [.. geo.Problems, .. lists.Problems, .. policies.Problems.Take(MaxPolicySentences)];
}

namespace Soc.Detection.Correlation;

/// <summary>Names of the facts that the client's context adds to a finding.</summary>
public static class ContextFacts
{
    /// <summary>All of them begin so: they change with what is known of the client, not with the finding.</summary>
    public const string Prefix = "client_";

    public const string CommonHere = "client_common_";

    public const string RareHere = "client_rare_";

    public const string KnownEgress = "client_known_egress";

    public const string SanctionedCloud = "client_sanctioned_cloud";

    public const string Critical = "client_criticality";

    /// <summary>Earlier verdicts speak for the person: benign or false positive.</summary>
    public const string VerdictForHim = "client_verdict_harmless_";

    /// <summary>Earlier verdicts speak against him: true positive.</summary>
    public const string VerdictAgainstHim = "client_verdict_confirmed_";

    public const string SameEntity = "same_entity";

    public const string SameClient = "same_client";

    public static bool IsContext(string fact) => fact.StartsWith(Prefix, StringComparison.Ordinal);
}

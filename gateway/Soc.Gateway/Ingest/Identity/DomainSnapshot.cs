namespace Soc.Gateway.Ingest.Identity;

/// <summary>What <see cref="DomainKnowledge"/> keeps over a restart.</summary>
internal sealed record DomainSnapshot(
    Dictionary<string, string[]> SuffixesByLogin,
    Dictionary<string, string> SuffixByDomain,
    Dictionary<string, string[]> OpenDomains,
    string? MainSuffix);

namespace Soc.Gateway.Ingest.Identity;

/// <summary>
/// Which NetBIOS domain is which UPN suffix, and which suffix a bare login means: learned from the same logins being seen
/// under both. What was learned stays, so that a user's key does not wander.
/// </summary>
internal sealed class DomainKnowledge
{
    /// <summary>Distinct logins under both that tie a domain to a suffix.</summary>
    public const int LoginsToTie = 3;

    /// <summary>A suffix wins when it leads the next one by this factor.</summary>
    public const int LeadFactor = 2;

    public const int MaxLogins = 200_000;
    public const int MaxSuffixesPerLogin = 4;
    public const int MaxSuffixes = 256;
    public const int MaxDomains = 256;
    public const int MaxLoginsPerOpenDomain = 1_024;

    private readonly Dictionary<string, string[]> _suffixesByLogin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _loginsBySuffix = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _suffixByDomain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _openDomains = new(StringComparer.Ordinal);

    /// <summary>The suffix of logins that no suffix is known for; null until one leads.</summary>
    public string? MainSuffix { get; private set; }

    /// <summary>Grows with everything learned.</summary>
    public long Version { get; private set; }

    public string? SuffixOf(string domain) => _suffixByDomain.GetValueOrDefault(domain);

    /// <summary>Suffixes under which a login was seen.</summary>
    public IReadOnlyList<string> SuffixesOf(string login) => _suffixesByLogin.GetValueOrDefault(login) ?? [];

    public void LearnUpn(string login, string suffix)
    {
        var known = _suffixesByLogin.GetValueOrDefault(login) ?? [];
        if (known.Contains(suffix, StringComparer.Ordinal)
            || known.Length >= MaxSuffixesPerLogin
            || (known.Length == 0 && _suffixesByLogin.Count >= MaxLogins)
            || (!_loginsBySuffix.ContainsKey(suffix) && _loginsBySuffix.Count >= MaxSuffixes))
        {
            return;
        }

        _suffixesByLogin[login] = [.. known, suffix];
        _loginsBySuffix[suffix] = _loginsBySuffix.GetValueOrDefault(suffix) + 1;
        MainSuffix ??= Leader(_loginsBySuffix);
        Version++;
        foreach (var domain in _openDomains.Where(d => d.Value.Contains(login)).Select(d => d.Key).Order(StringComparer.Ordinal).ToArray())
        {
            TryTie(domain);
        }
    }

    public void LearnDomain(string login, string domain)
    {
        if (_suffixByDomain.ContainsKey(domain))
        {
            return;
        }

        if (!_openDomains.TryGetValue(domain, out var logins))
        {
            if (_openDomains.Count + _suffixByDomain.Count >= MaxDomains)
            {
                return;
            }

            _openDomains[domain] = logins = new HashSet<string>(StringComparer.Ordinal);
        }

        if (logins.Count < MaxLoginsPerOpenDomain && logins.Add(login))
        {
            Version++;
            TryTie(domain);
        }
    }

    public DomainSnapshot ToSnapshot() => new(
        _suffixesByLogin.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
        _suffixByDomain.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
        _openDomains.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Value.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal),
        MainSuffix);

    public static DomainKnowledge FromSnapshot(DomainSnapshot snapshot)
    {
        var knowledge = new DomainKnowledge { MainSuffix = snapshot.MainSuffix };
        foreach (var (login, suffixes) in snapshot.SuffixesByLogin.Take(MaxLogins))
        {
            knowledge._suffixesByLogin[login] = suffixes;
            foreach (var suffix in suffixes)
            {
                knowledge._loginsBySuffix[suffix] = knowledge._loginsBySuffix.GetValueOrDefault(suffix) + 1;
            }
        }

        foreach (var (domain, suffix) in snapshot.SuffixByDomain.Take(MaxDomains))
        {
            knowledge._suffixByDomain[domain] = suffix;
        }

        foreach (var (domain, logins) in snapshot.OpenDomains.Take(MaxDomains))
        {
            knowledge._openDomains[domain] = new HashSet<string>(logins.Take(MaxLoginsPerOpenDomain), StringComparer.Ordinal);
        }

        return knowledge;
    }

    private static string? Leader(Dictionary<string, int> counts)
    {
        var ordered = counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Take(2).ToArray();
        return ordered.Length > 0 && ordered[0].Value >= LoginsToTie && (ordered.Length == 1 || ordered[0].Value >= LeadFactor * ordered[1].Value)
            ? ordered[0].Key
            : null;
    }

    private void TryTie(string domain)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var suffix in _openDomains[domain].SelectMany(SuffixesOf))
        {
            counts[suffix] = counts.GetValueOrDefault(suffix) + 1;
        }

        if (Leader(counts) is { } leader)
        {
            _suffixByDomain[domain] = leader;
            _openDomains.Remove(domain);
        }
    }
}

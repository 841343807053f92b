using Soc.Model.Policies;

namespace Soc.Gateway.Ingest.Identity;

/// <summary>A client's rules with lower-case keys, made once per policy: what came over JSON need not ignore case.</summary>
internal sealed class CompiledIdentityRules
{
    public CompiledIdentityRules(IdentityRules rules)
    {
        Rules = rules;
        Domains = Lower(rules.Domains);
        Aliases = Lower(rules.Aliases);
        DefaultDomain = string.IsNullOrWhiteSpace(rules.DefaultDomain) ? null : rules.DefaultDomain.Trim().TrimStart('@').ToLowerInvariant();
    }

    public IdentityRules Rules { get; }

    public Dictionary<string, string> Domains { get; }

    public Dictionary<string, string> Aliases { get; }

    public string? DefaultDomain { get; }

    private static Dictionary<string, string> Lower(IReadOnlyDictionary<string, string> pairs)
    {
        var lower = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (!string.IsNullOrWhiteSpace(key) && !string.IsNullOrWhiteSpace(value))
            {
                lower.TryAdd(key.Trim().ToLowerInvariant(), value.Trim().ToLowerInvariant());
            }
        }

        return lower;
    }
}

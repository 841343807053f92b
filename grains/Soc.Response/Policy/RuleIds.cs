using System.Globalization;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>Ids of rules that were given none.</summary>
public static class RuleIds
{
    /// <summary>The same rules, each with an id: its own, else "rule-n" by its place, or the next number that is free.</summary>
    public static RuleOfEngagement[] Fill(RuleOfEngagement[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (Array.TrueForAll(rules, r => r.Id.Length > 0))
        {
            return rules;
        }

        var taken = rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var filled = new RuleOfEngagement[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            filled[i] = rules[i].Id.Length > 0 ? rules[i] : rules[i] with { Id = Free(i + 1) };
        }

        return filled;

        string Free(int number)
        {
            while (!taken.Add(string.Create(CultureInfo.InvariantCulture, $"rule-{number}")))
            {
                number++;
            }

            return string.Create(CultureInfo.InvariantCulture, $"rule-{number}");
        }
    }
}

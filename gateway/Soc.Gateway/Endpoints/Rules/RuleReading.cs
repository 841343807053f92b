using System.Globalization;
using Soc.Model.Policies;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>Reads rules as the API has them into a policy, and names what makes no sense.</summary>
internal static class RuleReading
{
    /// <summary>The rules, each with an id; a null stays one, for the check to name.</summary>
    /// <param name="field">Name of the member that holds them.</param>
    public static RuleOfEngagement[] Read(RuleDto[]? rules, string field, Dictionary<string, string[]> problems)
    {
        RuleOfEngagement[] read = [.. (rules ?? []).Select((r, i) => r?.ToRule(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), problems)!)];
        return Array.TrueForAll(read, r => r is not null) ? RuleIds.Fill(read) : read;
    }

    /// <summary>The policy with rules and engagement of a body; an engagement that is left out stays, so that nobody takes off a kill switch by leaving it out.</summary>
    public static ClientPolicy Over(this ClientPolicy policy, RuleDto[]? rules, EngagementDto? engagement, Dictionary<string, string[]> problems)
    {
        var proposed = policy with
        {
            RulesOfEngagement = Read(rules, "rules", problems),
            Engagement = engagement?.ToEngagement(problems) ?? policy.Engagement,
        };
        Check(proposed, "rules", problems);
        return proposed;
    }

    /// <summary>Names what makes no sense in the rules of a policy.</summary>
    public static void Check(ClientPolicy policy, string field, Dictionary<string, string[]> problems)
    {
        foreach (var group in EngagementValidation.Check(policy, field).GroupBy(p => p.Field, StringComparer.Ordinal))
        {
            problems.TryAdd(group.Key, [.. group.Select(p => p.Message)]);
        }
    }
}

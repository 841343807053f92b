using System.Globalization;
using Soc.Model;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>
/// Finds what makes no sense in rules of engagement before they are stored, and says what to write instead. Fields are named, and values
/// written, as the API has them.
/// </summary>
public static class EngagementValidation
{
    public const int MaxRules = 64;
    public const int MaxContainmentMinutes = 43_200;
    public const int MaxIdLength = 40;
    public const int MaxNameLength = 200;

    /// <summary>All problems, in the order of the fields; empty when the rules can be stored.</summary>
    /// <param name="rulesField">Name of the member that holds the rules, where they stand.</param>
    public static IReadOnlyList<PolicyProblem> Check(ClientPolicy policy, string rulesField = "rulesOfEngagement")
    {
        ArgumentNullException.ThrowIfNull(policy);
        var problems = new List<PolicyProblem>();
        CheckRules(policy, rulesField, problems);
        EngagementChecks.Check(policy.Engagement, problems);
        return problems;
    }

    private static void CheckRules(ClientPolicy policy, string rulesField, List<PolicyProblem> problems)
    {
        if (policy.RulesOfEngagement is not { } rules)
        {
            problems.Add(new(rulesField, "The list is null: leave it out, or give an empty one."));
            return;
        }

        if (rules.Length > MaxRules)
        {
            problems.Add(new(rulesField, Text($"{rules.Length} rules are too many: {MaxRules} at most, so that people can follow them. Let one rule name several asset classes.")));
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(rules.Length, MaxRules); i++)
        {
            var field = Text($"{rulesField}[{i}]");
            if (rules[i] is not { } rule)
            {
                problems.Add(new(field, "The rule is null: give action, mode, minScore and maxMinutes, or take it out."));
                continue;
            }

            CheckNames(rule, field, ids, problems);
            CheckOutcome(rule, field, problems);
            CheckBand(rule, field, problems);
            CheckClasses(rule, field, problems);
            CheckHours(rule.Hours, policy, $"{field}.hours", problems);
        }
    }

    private static void CheckNames(RuleOfEngagement rule, string field, HashSet<string> ids, List<PolicyProblem> problems)
    {
        if (rule.Id is null || rule.Id.Length > MaxIdLength || !rule.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
        {
            problems.Add(new($"{field}.id", Text($"'{Clip.Quoted(rule.Id)}' is no id: use up to {MaxIdLength} of a–z, 0–9, '-' and '_', or leave it out.")));
        }
        else if (rule.Id.Length > 0 && !ids.Add(rule.Id))
        {
            problems.Add(new($"{field}.id", $"'{rule.Id}' is the id of a rule before it: the audit names rules by their ids, so that each needs its own."));
        }

        if (rule.Name is { Length: > MaxNameLength })
        {
            problems.Add(new($"{field}.name", Text($"The name is longer than {MaxNameLength} characters: shorten it.")));
        }
    }

    private static void CheckOutcome(RuleOfEngagement rule, string field, List<PolicyProblem> problems)
    {
        var isAction = ContainmentActions.TryParse(rule.Action, out _);
        if (rule.Action is not null && !isAction)
        {
            problems.Add(new($"{field}.action", $"'{Clip.Quoted(rule.Action)}' is no action: write one of {string.Join(", ", ContainmentActions.Names)}, or leave it out in a rule that only tells."));
        }

        if (!EngagementModes.TryParse(rule.Mode, out var mode))
        {
            problems.Add(new($"{field}.mode", $"'{Clip.Quoted(rule.Mode)}' is no mode: write one of {string.Join(", ", EngagementModes.Names)}."));
            return;
        }

        if (rule.Action is null && EngagementModes.MayAct(mode))
        {
            problems.Add(new($"{field}.action", $"A rule with the mode {rule.Mode} says what is done: write one of {string.Join(", ", ContainmentActions.Names)}."));
        }

        var least = EngagementModes.MayAct(mode) ? 1 : 0;
        if (rule.MaxMinutes < least || rule.MaxMinutes > MaxContainmentMinutes)
        {
            problems.Add(new($"{field}.maxMinutes", Text($"{rule.MaxMinutes} is out of range: every containment has a limit, 1 to {MaxContainmentMinutes} minutes (30 days).")));
        }
    }

    private static void CheckBand(RuleOfEngagement rule, string field, List<PolicyProblem> problems)
    {
        foreach (var (name, value) in new[] { ("minScore", rule.MinScore), ("maxScore", rule.MaxScore) })
        {
            if (!(value is >= 0 and <= 100))
            {
                problems.Add(new($"{field}.{name}", Text($"{value} is no score: write a number from 0 to 100.")));
                return;
            }
        }

        if (rule.MinScore > rule.MaxScore || (rule.MinScore >= rule.MaxScore && rule.MaxScore < 100))
        {
            problems.Add(new($"{field}.maxScore", Text($"No score is from {rule.MinScore} and under {rule.MaxScore}: the band ends under maxScore, which must be higher than minScore.")));
        }
    }

    private static void CheckClasses(RuleOfEngagement rule, string field, List<PolicyProblem> problems)
    {
        if (rule.AssetClasses is null || rule.AssetClasses.Length > AssetClasses.Names.Count)
        {
            problems.Add(new($"{field}.assetClasses", $"Name some of {string.Join(", ", AssetClasses.Names)}, each once, or leave assetClasses out for everything."));
            return;
        }

        var unknown = Array.FindIndex(rule.AssetClasses, c => !AssetClasses.TryParse(c, out _));
        if (unknown >= 0)
        {
            problems.Add(new($"{field}.assetClasses", $"'{Clip.Quoted(rule.AssetClasses[unknown])}' is no asset class: write some of {string.Join(", ", AssetClasses.Names)}."));
        }
        else if (rule.AssetClasses.Distinct(StringComparer.Ordinal).Count() != rule.AssetClasses.Length)
        {
            problems.Add(new($"{field}.assetClasses", "A class is there twice: name each once."));
        }
    }

    private static void CheckHours(RuleHours? hours, ClientPolicy policy, string field, List<PolicyProblem> problems)
    {
        if (hours?.When is null || !RuleHours.Names.Contains(hours.When, StringComparer.Ordinal))
        {
            problems.Add(new($"{field}.when", $"'{Clip.Quoted(hours?.When)}' are no hours: write one of {string.Join(", ", RuleHours.Names)}."));
            return;
        }

        if (hours.When != RuleHours.Night)
        {
            if (hours.From is not null || hours.To is not null)
            {
                problems.Add(new(field, $"Only the night has from and to; {RuleHours.Working} and {RuleHours.Outside} are of the client's working hours."));
            }

            return;
        }

        if (hours is { From: < 0 or > 1439 } or { To: < 0 or > 1439 })
        {
            problems.Add(new(field, "The night is from and to a time of the day, 00:00 to 23:59."));
        }
        else if (policy.Hours is not null && RuleClock.FromOf(policy, hours) == RuleClock.ToOf(policy, hours))
        {
            problems.Add(new(field, "The night begins when it ends: give from and to that differ, such as 18:00 and 08:00, or write any."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>One rule in words.</summary>
internal static class RuleSentences
{
    private static readonly string[] DayNames = [.. Enumerable.Range(0, 7).Select(d => ((DayOfWeek)d).ToString())];

    /// <summary>"A score of 90 or more on a workstation at night (18:00-08:00, weekends, holidays): block the address for 60 minutes, wake the on-call."</summary>
    public static string Of(CompiledRule rule, ClientPolicy policy)
    {
        var sentence = $"{Band(rule.Rule)} on {Classes(rule.Rule)} {Hours(rule.Rule.Hours, policy)}: {Outcome(rule, rule.Action)}.";
        return rule.Rule.Shadow ? "On trial, only noted: " + char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;
    }

    /// <summary>"block the address for 60 minutes, wake the on-call".</summary>
    /// <param name="action">What the rule is applied to; unknown for a rule without an action.</param>
    public static string Outcome(CompiledRule rule, ContainmentAction action)
    {
        var does = ActionTraits.Words(action, rule.Rule.MaxMinutes);
        var plain = ActionTraits.Words(action);
        return rule.Mode switch
        {
            EngagementMode.None when rule.IsTelling => "nobody is told",
            EngagementMode.Digest when rule.IsTelling => "a line in the digest",
            EngagementMode.Notify when rule.IsTelling => "tell whoever is on duty at once",
            EngagementMode.None => $"do not {plain}, tell nobody",
            EngagementMode.Digest => $"do not {plain}, a line in the digest",
            EngagementMode.Notify => $"do not {plain}, tell whoever is on duty at once",
            EngagementMode.Ask => $"ask before we {does}",
            EngagementMode.ActThenTell => $"{does}, then tell whoever is on duty",
            EngagementMode.ActAndWake => $"{does}, wake the on-call",
            _ => $"never {plain}",
        };
    }

    /// <summary>What is left of a rule that something held back.</summary>
    public static string Left(EngagementMode mode) => mode switch
    {
        EngagementMode.None => "nothing is done",
        EngagementMode.Digest => "nothing is done, and it is a line in the digest",
        _ => "nothing is done, and whoever is on duty is told",
    };

    /// <summary>"08:00".</summary>
    public static string Clock(int minute) => Text($"{minute / 60:00}:{minute % 60:00}");

    /// <summary>"from 80 to under 90", "from 90".</summary>
    public static string Range(double from, double to) => to >= 100 ? Text($"from {from:0.##}") : Text($"from {from:0.##} to under {to:0.##}");

    private static string Band(RuleOfEngagement rule) => (rule.MinScore, rule.MaxScore) switch
    {
        ( <= 0, >= 100) => "Any score",
        ( >= 100, _) => "A score of 100",
        (_, >= 100) => Text($"A score of {rule.MinScore:0.##} or more"),
        ( <= 0, _) => Text($"A score under {rule.MaxScore:0.##}"),
        _ => Text($"A score from {rule.MinScore:0.##} to under {rule.MaxScore:0.##}"),
    };

    private static string Classes(RuleOfEngagement rule)
    {
        var words = rule.AssetClasses.Select(c => AssetClasses.TryParse(c, out var read) ? ActionTraits.Words(read) : c).ToArray();
        return words.Length switch
        {
            0 => "anything",
            1 => words[0],
            _ => $"{string.Join(", ", words[..^1])} or {words[^1]}",
        };
    }

    private static string Hours(RuleHours hours, ClientPolicy policy) => hours.When switch
    {
        RuleHours.Working => $"in working hours ({Clock(policy.Hours.Start)}-{Clock(policy.Hours.End)} on {Days(policy, working: true)}, no holidays)",
        RuleHours.Outside => $"outside working hours ({Clock(policy.Hours.End)}-{Clock(policy.Hours.Start)}, {Free(policy)}holidays)",
        RuleHours.Night => $"at night ({Clock(RuleClock.FromOf(policy, hours))}-{Clock(RuleClock.ToOf(policy, hours))}, {Free(policy)}holidays)",
        _ => "at any hour",
    };

    private static string Free(ClientPolicy policy) => policy.Hours.Days.Distinct().Count() == 7 ? "" : Days(policy, working: false) + ", ";

    private static string Days(ClientPolicy policy, bool working)
    {
        var days = Enumerable.Range(0, 7).Where(d => policy.Hours.Days.Contains(d) == working).ToArray();
        return days switch
        {
            [] => "no day",
            [0, 6] => "weekends",
            [1, 2, 3, 4, 5] => "Monday to Friday",
            { Length: 7 } => "every day",
            _ => string.Join(", ", days.Select(d => DayNames[d])),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>Finds in rules what makes sense and is probably not meant.</summary>
internal static class EngagementWarnings
{
    public static IReadOnlyList<EngagementWarning> Of(ClientPolicy policy, CompiledRule[] rules)
    {
        var warnings = new List<EngagementWarning>();
        foreach (var rule in NeverWinning.Of(policy, rules))
        {
            var unused = Unused(policy, rule);
            warnings.Add(new(rule.Rule.Id, unused is null
                ? $"The rule '{rule.Rule.Id}' can never win: whatever it covers is decided by other rules, or its hours never come. Narrow it, or take it out."
                : $"The rule '{rule.Rule.Id}' can never win: nothing is {unused} here. Say in assetClasses what is."));
        }

        foreach (var group in rules.Where(r => !r.IsForbid && !r.Rule.Shadow).GroupBy(r => r.Action))
        {
            // A band in which the action is forbidden for all is no gap.
            Gaps(group.Key, [.. group, .. rules.Where(r => r.IsForbid && r.Action == group.Key && r.Rule is { Action: not null, AssetClasses: [], Hours.When: RuleHours.AnyTime })], warnings);
        }

        warnings.AddRange(rules.Where(r => EngagementModes.Acts(r.Mode) && ContainmentActions.NeedsNoUndo(r.Action)).Select(r => new EngagementWarning(
            r.Rule.Id,
            $"What the rule '{r.Rule.Id}' does cannot be undone: {ActionTraits.Words(r.Action)}. Let it ask first, unless the client knows that.")));
        Contacts(policy, rules, warnings);
        Classes(policy.Engagement, warnings);
        if (policy.Engagement.Limits.KillSwitch && Array.Exists(rules, r => EngagementModes.MayAct(r.Mode)))
        {
            warnings.Add(new(null, "The kill switch is on: no rule does anything until it is taken off."));
        }

        return warnings;
    }

    private static string? Unused(ClientPolicy policy, CompiledRule rule)
    {
        var classes = new AssetClassifier(policy.Engagement);
        var named = rule.Rule.AssetClasses.Select(c => AssetClasses.TryParse(c, out var read) ? read : AssetClass.None).ToArray();
        return named.Length > 0 && Array.TrueForAll(named, c => c != AssetClass.None && !classes.IsUsed(c))
            ? string.Join(" or ", named.Select(ActionTraits.Words))
            : null;
    }

    /// <summary>Scores over the lowest band of an action that no band of it holds.</summary>
    private static void Gaps(ContainmentAction action, CompiledRule[] rules, List<EngagementWarning> warnings)
    {
        var about = action == ContainmentAction.Unknown ? "tells anybody" : $"says whether to {ActionTraits.Words(action)}";
        double? upTo = null;
        foreach (var rule in rules.Select(r => r.Rule).OrderBy(r => r.MinScore))
        {
            if (upTo is { } end && rule.MinScore > end)
            {
                warnings.Add(new(rule.Id, $"There is a gap between bands: no rule {about} {RuleSentences.Range(end, rule.MinScore)}. A band ends under its maxScore, so that the next begins at it."));
            }

            upTo = Math.Max(upTo ?? 0, rule.MaxScore);
        }

        if (upTo is { } top and < 100)
        {
            warnings.Add(new(null, $"The highest scores are in no band: no rule {about} {RuleSentences.Range(top, 100)}."));
        }
    }

    private static void Contacts(ClientPolicy policy, CompiledRule[] rules, List<EngagementWarning> warnings)
    {
        var engagement = policy.Engagement;
        if (Array.Find(rules, r => r.Mode == EngagementMode.ActAndWake) is { } waking && !policy.WakeAllowed)
        {
            warnings.Add(new(waking.Rule.Id, $"The rule '{waking.Rule.Id}' wakes the on-call, and the client wants nobody woken (wakeAllowed): he is told without being woken."));
        }

        if (!Array.Exists(rules, r => r.Mode is EngagementMode.Notify or EngagementMode.Ask or EngagementMode.ActThenTell or EngagementMode.ActAndWake) || engagement.WhenNobodyAnswers != NobodyAnswers.Nothing)
        {
            return;
        }

        warnings.Add(new(null, engagement.Contacts.Length == 0
            ? "The rules tell or ask somebody, and no contact is named: nobody hears of it before the digest. Name contacts, or have the service's on-call woken."
            : Text($"The contact chain ends nowhere: when {engagement.Contacts[^1].Who} does not answer, nothing more happens. Say what is done when nobody answers.")));
    }

    private static void Classes(Engagement engagement, List<EngagementWarning> warnings)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (pattern, _) in engagement.AssetClasses)
        {
            if (!seen.Add(pattern))
            {
                warnings.Add(new(null, $"The pattern '{pattern}' is there twice: the first one decides."));
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

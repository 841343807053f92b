using System.Globalization;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>Says a client's rules of engagement back in words, so that whoever agreed to them can see whether they are what he meant.</summary>
public static class EngagementWords
{
    public static EngagementExplanation Explain(ClientPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var rules = CompiledRule.Of(policy.RulesOfEngagement);
        return new EngagementExplanation(
            [.. rules.Select(r => new RuleWords(r.Rule.Id, RuleSentences.Of(r, policy)))],
            [.. Contacts(policy.Engagement)],
            $"The digest is sent at {RuleSentences.Clock(policy.Engagement.DigestAtMinute)} ({policy.TimeZone}).",
            [.. Limits(policy.Engagement.Limits)],
            EngagementWarnings.Of(policy, rules));
    }

    private static IEnumerable<string> Contacts(Engagement engagement)
    {
        for (var i = 0; i < engagement.Contacts.Length; i++)
        {
            var step = engagement.Contacts[i];
            var again = step.Repeat switch
            {
                0 => "",
                1 => ", once again",
                _ => Text($", {step.Repeat} times again"),
            };
            yield return $"{(i == 0 ? "First" : "Then")} {step.Who} by {step.Channel}, {ActionTraits.Span(step.AckMinutes)} to answer{again}.";
        }

        var after = engagement.Contacts.Length == 0 ? "No contact is named" : "When nobody answers";
        yield return engagement.WhenNobodyAnswers switch
        {
            NobodyAnswers.Act => $"{after}: what was asked about is done.",
            NobodyAnswers.WakeOnCall => $"{after}: the service's own on-call is woken.",
            _ => $"{after}: nothing more happens than a line in the digest.",
        };
    }

    private static IEnumerable<string> Limits(EngagementLimits limits)
    {
        if (limits.KillSwitch)
        {
            yield return "The kill switch is on: nothing is done and nobody is asked.";
        }

        yield return Text($"At most {limits.ActionsPerHour} actions are begun in an hour, {limits.ActionsPerHourByConnector} by one connector and {limits.ActionsPerHourByRule} by one rule.");
        yield return Text($"No network larger than /{limits.LargestIpv4Prefix} (IPv4) or /{limits.LargestIpv6Prefix} (IPv6) is blocked.");
        yield return Text($"At most {limits.LargestDeviceSharePercent:0.##} % of the devices are cut off, and {limits.LargestUserSharePercent:0.##} % of the users locked out, at a time.");
        yield return Text($"When {limits.UndoSharePercent:0.##} % or more of the actions that ended within {HoursOf(limits.UndoWithinHours)}, and of at least {limits.UndoAtLeast}, were undone by people, nothing more is done without asking.");
    }

    private static string HoursOf(int hours) => hours == 1 ? "an hour" : Text($"{hours} hours");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Soc.Model;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>Checks contacts, limits and asset classes.</summary>
public static class EngagementChecks
{
    public const int MaxContacts = 16;
    public const int MaxAssetClasses = 512;
    public const int MaxPatternLength = 128;
    public const int MaxRepeat = 10;
    public const int MaxAckMinutes = 1_440;

    public static void Check(Engagement? engagement, List<PolicyProblem> problems)
    {
        if (engagement is null)
        {
            problems.Add(new("engagement", "The engagement is null: leave it out, or give contacts and limits."));
            return;
        }

        CheckContacts(engagement, problems);
        if (engagement.DigestAtMinute is < 0 or > 1439)
        {
            problems.Add(new("engagement.digestAt", "The digest is sent at a time of the day, 00:00 to 23:59."));
        }

        CheckLimits(engagement.Limits, problems);
        CheckAssetClasses(engagement.AssetClasses, problems);
    }

    private static void CheckContacts(Engagement engagement, List<PolicyProblem> problems)
    {
        if (!CheckCount(problems, "engagement.contacts", engagement.Contacts?.Length, MaxContacts))
        {
            return;
        }

        for (var i = 0; i < engagement.Contacts!.Length; i++)
        {
            var field = Text($"engagement.contacts[{i}]");
            if (engagement.Contacts[i] is not { } step)
            {
                problems.Add(new(field, "The contact is null: give who, channel and acknowledgeMinutes, or take it out."));
                continue;
            }

            if (string.IsNullOrWhiteSpace(step.Who) || step.Who.Length > EngagementValidation.MaxNameLength || step.Who.Any(char.IsControl))
            {
                problems.Add(new($"{field}.who", Text($"The name is what people read: 1 to {EngagementValidation.MaxNameLength} characters, such as \"Anna Keller\".")));
            }

            if (step.Channel is not { Length: > 0 and <= EngagementValidation.MaxIdLength } || !step.Channel.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            {
                problems.Add(new($"{field}.channel", Text($"'{Clip.Quoted(step.Channel)}' is no name of a channel: use 1 to {EngagementValidation.MaxIdLength} of a–z, 0–9, '-' and '_', as the installation names it.")));
            }

            CheckRange(problems, $"{field}.acknowledgeMinutes", step.AckMinutes, 1, MaxAckMinutes, "minutes to answer");
            CheckRange(problems, $"{field}.repeat", step.Repeat, 0, MaxRepeat, "times again");
        }

        if (!NobodyAnswers.Names.Contains(engagement.WhenNobodyAnswers, StringComparer.Ordinal))
        {
            problems.Add(new("engagement.whenNobodyAnswers", $"'{Clip.Quoted(engagement.WhenNobodyAnswers)}' is unknown: write one of {string.Join(", ", NobodyAnswers.Names)}."));
        }
    }

    private static void CheckLimits(EngagementLimits? limits, List<PolicyProblem> problems)
    {
        if (limits is null)
        {
            problems.Add(new("engagement.limits", "The limits are null: leave them out for the defaults."));
            return;
        }

        CheckRange(problems, "engagement.limits.actionsPerHour", limits.ActionsPerHour, 1, 1_000, "actions");
        CheckRange(problems, "engagement.limits.actionsPerHourByConnector", limits.ActionsPerHourByConnector, 1, 1_000, "actions");
        CheckRange(problems, "engagement.limits.actionsPerHourByRule", limits.ActionsPerHourByRule, 1, 1_000, "actions");
        CheckRange(problems, "engagement.limits.largestIpv4Prefix", limits.LargestIpv4Prefix, 16, 32, "bits of prefix (32 is one address)");
        CheckRange(problems, "engagement.limits.largestIpv6Prefix", limits.LargestIpv6Prefix, 48, 128, "bits of prefix (128 is one address)");
        CheckRange(problems, "engagement.limits.largestDeviceSharePercent", limits.LargestDeviceSharePercent, 0.01, 50, "percent");
        CheckRange(problems, "engagement.limits.largestUserSharePercent", limits.LargestUserSharePercent, 0.01, 50, "percent");
        CheckRange(problems, "engagement.limits.undoSharePercent", limits.UndoSharePercent, 1, 100, "percent");
        CheckRange(problems, "engagement.limits.undoAtLeast", limits.UndoAtLeast, 2, 100, "actions");
        CheckRange(problems, "engagement.limits.undoWithinHours", limits.UndoWithinHours, 1, 720, "hours");
    }

    private static void CheckAssetClasses(AssetClassPattern[]? patterns, List<PolicyProblem> problems)
    {
        if (!CheckCount(problems, "engagement.assetClasses", patterns?.Length, MaxAssetClasses))
        {
            return;
        }

        for (var i = 0; i < patterns!.Length; i++)
        {
            var field = Text($"engagement.assetClasses[{i}]");
            if (patterns[i] is not { } assigned || assigned.Pattern is not { Length: <= MaxPatternLength } || !AssetClassifier.TryRead(assigned.Pattern, out var kind, out _))
            {
                problems.Add(new($"{field}.pattern", Text($"'{Clip.Quoted(patterns[i]?.Pattern)}' is no pattern: write kind and name, up to {MaxPatternLength} characters, such as \"device:srv-*\" or \"user:adm-?\".")));
            }
            else if (!AssetClasses.TryParse(assigned.Class, out var assetClass))
            {
                problems.Add(new($"{field}.class", $"'{Clip.Quoted(assigned.Class)}' is no asset class: write one of {string.Join(", ", AssetClasses.Names)}."));
            }
            else if (AssetClasses.KindOf(assetClass) != kind)
            {
                problems.Add(new($"{field}.class", $"A {EntityKey.KindName(kind)} cannot be {ActionTraits.Words(assetClass)}: that is a {EntityKey.KindName(AssetClasses.KindOf(assetClass))}."));
            }
        }
    }

    private static bool CheckCount(List<PolicyProblem> problems, string field, int? count, int max)
    {
        if (count is null)
        {
            problems.Add(new(field, "The list is null: leave it out, or give an empty one."));
        }
        else if (count > max)
        {
            problems.Add(new(field, Text($"{count} entries are too many: {max} at most.")));
        }

        return count <= max;
    }

    private static void CheckRange(List<PolicyProblem> problems, string field, double value, double least, double most, string unit)
    {
        if (!(value >= least && value <= most))
        {
            problems.Add(new(field, Text($"{value} is out of range: {least} to {most} {unit}.")));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Soc.Model;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Detection.Correlation;

/// <summary>
/// Finds what makes no sense in a policy before it is stored, and says what to write instead; whoever reads a policy only reads it. Fields
/// are named, and values written, as the API has them. The rules of engagement are judged where they are understood, beside the response.
/// </summary>
public static class PolicyValidation
{
    public const int MaxKnownEgress = 512;
    public const int MaxSanctionedClouds = 256;
    public const int MaxProtectedAssets = 5000;
    public const int MaxCriticality = 5000;
    public const int MaxHolidays = 400;
    public const int MaxIdentityEntries = 5000;
    public const int MaxTextLength = 200;
    public const int MaxLateAfterMinutes = 10_080;
    public const int MaxLearningDays = 90;

    /// <summary>All problems, in the order of the fields; empty when the policy can be stored.</summary>
    public static IReadOnlyList<PolicyProblem> Check(ClientPolicy p)
    {
        var problems = new List<PolicyProblem>();
        CheckNames(p, problems);
        CheckHours(p, problems);
        CheckThresholds(p.Thresholds, problems);
        CheckNetworks(p, problems);
        CheckAssets(p, problems);
        CheckCriticality(p, problems);
        CheckNumbers(p, problems);
        CheckIdentity(p.Identity, problems);
        return problems;
    }

    private static void CheckNames(ClientPolicy p, List<PolicyProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(p.Client) || p.Client.Length > 64 || p.Client.Any(c => c is '/' or '%' || char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            problems.Add(new("client", "The client id is 1 to 64 characters without spaces, '/' or '%': \"acme\", for example."));
        }

        if (p.DisplayName is { Length: > MaxTextLength })
        {
            problems.Add(new("displayName", Text($"The name is longer than {MaxTextLength} characters: shorten it.")));
        }

        if (p.TimeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(p.TimeZone, out _))
        {
            problems.Add(new("timeZone", $"'{Clip.Quoted(p.TimeZone)}' is no time zone known here: write an IANA name such as \"Europe/London\" or \"UTC\"."));
        }
    }

    private static void CheckHours(ClientPolicy p, List<PolicyProblem> problems)
    {
        if (p.Hours is not { Days: not null } hours)
        {
            problems.Add(new("hours", "The working hours lack their days: give start, end and days, or leave hours out for Monday to Friday, 08:00 to 18:00."));
        }
        else
        {
            if (hours.Start is < 0 or > 1439 || hours.End is < 1 or > 1440)
            {
                problems.Add(new("hours", Text($"Work from {Clock(hours.Start)} to {Clock(hours.End)} is no working day: start is 00:00 to 23:59, end 00:01 to 24:00.")));
            }
            else if (hours.Start >= hours.End)
            {
                problems.Add(new("hours", Text($"Work begins at {Clock(hours.Start)} and ends at {Clock(hours.End)}: the end must come after the start. For a night shift give the hours in which somebody reads messages.")));
            }

            if (hours.Days.Any(d => d is < 0 or > 6) || hours.Days.Distinct().Count() != hours.Days.Length)
            {
                problems.Add(new("hours.days", "Days are monday … sunday, each at most once."));
            }
        }

        CheckCount(problems, "holidays", p.Holidays?.Length, MaxHolidays);
        for (var i = 0; i < Math.Min(p.Holidays?.Length ?? 0, MaxHolidays); i++)
        {
            if (!DateOnly.TryParseExact(p.Holidays![i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                problems.Add(new(Text($"holidays[{i}]"), $"'{Clip.Quoted(p.Holidays[i])}' is no date: write it as 2026-12-25."));
            }
        }
    }

    private static void CheckThresholds(EscalationThresholds? t, List<PolicyProblem> problems)
    {
        if (t is null)
        {
            problems.Add(new("thresholds", "The thresholds are missing: give digest, notify and wake, or leave thresholds out for 40, 70 and 90."));
            return;
        }

        foreach (var (name, value) in new[] { ("digest", t.Digest), ("notify", t.Notify), ("wake", t.Wake) })
        {
            if (!(value is >= 0 and <= 100))
            {
                problems.Add(new($"thresholds.{name}", Text($"{value} is no score: write a number from 0 to 100.")));
            }
        }

        if (t.Digest > t.Notify || t.Notify > t.Wake)
        {
            problems.Add(new("thresholds", Text($"digest {t.Digest}, notify {t.Notify} and wake {t.Wake} must not descend: what wakes somebody is worth a message, and that a line in the digest.")));
        }
    }

    private static void CheckNetworks(ClientPolicy p, List<PolicyProblem> problems)
    {
        CheckCount(problems, "knownEgress", p.KnownEgress?.Length, MaxKnownEgress);
        for (var i = 0; i < Math.Min(p.KnownEgress?.Length ?? 0, MaxKnownEgress); i++)
        {
            if (p.KnownEgress![i] is not { } egress || !KnownNetworks.TryParse(egress.Cidr, out var network))
            {
                problems.Add(new(Text($"knownEgress[{i}].cidr"), $"'{Clip.Quoted(p.KnownEgress[i]?.Cidr)}' is no address range: write it as 203.0.113.0/24, 2001:db8::/32 or a single address."));
            }
            else if (network.PrefixLength == 0)
            {
                problems.Add(new(Text($"knownEgress[{i}].cidr"), $"'{Clip.Quoted(egress.Cidr)}' is the whole internet: nothing would be foreign any more. Give the client's own ranges."));
            }
            else if (string.IsNullOrWhiteSpace(egress.Name) || egress.Name.Length > MaxTextLength)
            {
                problems.Add(new(Text($"knownEgress[{i}].name"), Text($"The name is what people read in an incident: 1 to {MaxTextLength} characters, such as \"London office\".")));
            }
        }

        CheckCount(problems, "sanctionedClouds", p.SanctionedClouds?.Length, MaxSanctionedClouds);
        for (var i = 0; i < Math.Min(p.SanctionedClouds?.Length ?? 0, MaxSanctionedClouds); i++)
        {
            if (string.IsNullOrWhiteSpace(p.SanctionedClouds![i]) || p.SanctionedClouds[i].Length > MaxTextLength)
            {
                problems.Add(new(Text($"sanctionedClouds[{i}]"), Text($"The name of a service is 1 to {MaxTextLength} characters, such as \"onedrive\".")));
            }
        }
    }

    private static void CheckAssets(ClientPolicy p, List<PolicyProblem> problems)
    {
        CheckCount(problems, "protectedAssets", p.ProtectedAssets?.Length, MaxProtectedAssets);
        for (var i = 0; i < Math.Min(p.ProtectedAssets?.Length ?? 0, MaxProtectedAssets); i++)
        {
            if (!IsEntity(p.ProtectedAssets![i]))
            {
                problems.Add(new(Text($"protectedAssets[{i}]"), $"'{Clip.Quoted(p.ProtectedAssets[i])}' is no entity: write kind and name, \"address:10.0.0.1\", \"device:dc01\" or \"user:breakglass@example.com\"."));
            }
        }
    }

    private static void CheckCriticality(ClientPolicy p, List<PolicyProblem> problems)
    {
        CheckCount(problems, "criticality", p.Criticality?.Count, MaxCriticality);
        foreach (var (key, multiplier) in (p.Criticality ?? new Dictionary<string, double>(StringComparer.Ordinal)).OrderBy(c => c.Key, StringComparer.Ordinal).Take(MaxCriticality))
        {
            if (!IsEntity(key))
            {
                problems.Add(new($"criticality['{Clip.Quoted(key)}']", "The key is kind and name: \"user:cfo@example.com\", \"device:dc01\" or \"address:203.0.113.7\"."));
            }

            if (!(multiplier is >= Risk.Odds.MinMultiplier and <= Risk.Odds.MaxMultiplier))
            {
                problems.Add(new($"criticality['{Clip.Quoted(key)}']", Text($"{multiplier} is out of range: write 0.1 to 10 (0.5 matters less, 1 as others, 2 twice the odds).")));
            }
        }
    }

    private static void CheckNumbers(ClientPolicy p, List<PolicyProblem> problems)
    {
        if (p.LateAfterMinutes is < 1 or > MaxLateAfterMinutes)
        {
            problems.Add(new("lateAfter", Text($"{p.LateAfterMinutes} minutes are out of range: write one minute to a week, such as \"PT15M\".")));
        }

        if (p.LearningDays is < 1 or > MaxLearningDays)
        {
            problems.Add(new("learningDays", Text($"{p.LearningDays} is out of range: write 1 to {MaxLearningDays} days.")));
        }
    }

    private static void CheckIdentity(IdentityRules? identity, List<PolicyProblem> problems)
    {
        if (identity is null)
        {
            problems.Add(new("identity", "The identity rules are null: leave identity out, or give domains and aliases."));
            return;
        }

        CheckCount(problems, "identity.domains", identity.Domains?.Count, MaxIdentityEntries);
        CheckCount(problems, "identity.aliases", identity.Aliases?.Count, MaxIdentityEntries);
        CheckPairs(problems, "identity.domains", identity.Domains);
        CheckPairs(problems, "identity.aliases", identity.Aliases);
        if (identity.DefaultDomain is { } domain && (domain.Length is 0 or > 253 || domain.Any(c => char.IsWhiteSpace(c) || c is '@' or '\\' or '/')))
        {
            problems.Add(new("identity.defaultDomain", $"'{Clip.Quoted(domain)}' is no domain: write it as example.com, or leave it out to have it learned."));
        }
    }

    private static void CheckPairs(List<PolicyProblem> problems, string field, IReadOnlyDictionary<string, string>? pairs)
    {
        foreach (var (from, to) in (pairs ?? new Dictionary<string, string>(StringComparer.Ordinal)).Take(MaxIdentityEntries))
        {
            if (string.IsNullOrWhiteSpace(from) || string.IsNullOrWhiteSpace(to))
            {
                problems.Add(new($"{field}['{Clip.Quoted(from)}']", "Both sides need a name: \"corp\": \"example.com\", for example."));
            }
        }
    }

    private static void CheckCount(List<PolicyProblem> problems, string field, int? count, int max)
    {
        if (count is null)
        {
            problems.Add(new(field, "The list is null: leave it out, or give an empty one."));
        }
        else if (count > max)
        {
            problems.Add(new(field, Text($"{count} entries are too many: {max} at most. Sum up ranges or names, or take out what is out of date.")));
        }
    }

    /// <summary>Kind and name, such as "user:cfo@example.com".</summary>
    private static bool IsEntity(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0
            && colon < text!.Length - 1
            && text.Length <= EntityKey.MaxValueLength
            && EntityKey.TryParseKind(text[..colon].ToLowerInvariant(), out _);
    }

    private static string Clock(int minute) => Text($"{minute / 60:00}:{minute % 60:00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

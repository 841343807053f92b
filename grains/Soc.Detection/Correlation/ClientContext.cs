using System.Globalization;
using System.Net;
using Soc.Detection.Baseline;
using Soc.Detection.Risk;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// Holds a finding against what is known of the client: what is normal there, earlier verdicts, its own networks and services, and
/// how critical the entity is. Each becomes evidence with its weight; nothing is ever dropped.
/// </summary>
public static class ClientContext
{
    /// <summary>Most points that normality lowers a finding by.</summary>
    public const double MaxCommonPoints = 20;

    /// <summary>Points for a value that nobody else of the client was seen with.</summary>
    public const double RarePoints = 6;

    /// <summary>Points for the client's own network.</summary>
    public const double KnownEgressPoints = 20;

    /// <summary>Points for a cloud service that the client uses on purpose.</summary>
    public const double SanctionedCloudPoints = 10;

    /// <summary>Share of the users from which a value is as common as can be.</summary>
    private const double CommonShare = 0.25;

    /// <summary>Fewer other users than this say nothing about what is usual.</summary>
    private const int LeastUsers = 5;

    /// <summary>An attack pattern is no less one for coming from where many people work.</summary>
    private const double PatternFactor = 0.25;

    private const double LearningFactor = 0.5;

    /// <param name="raw">The finding as the detector emitted it.</param>
    /// <returns>The finding with the client's evidence, its score within 0–100.</returns>
    public static Signal Apply(Signal raw, ClientProfileState profile, VerdictMemoryState verdicts, ClientPolicy policy, TimeZoneInfo zone)
    {
        var evidenceFor = new List<Evidence>();
        var evidenceAgainst = new List<Evidence>();
        AddNormality(raw, profile, policy, zone, evidenceFor, evidenceAgainst);
        AddOwnNetwork(raw, policy, evidenceAgainst);
        AddSanctionedCloud(raw, policy, evidenceAgainst);
        var (confirmed, harmless) = VerdictMemory.Recall(verdicts, raw, zone);
        AddIfAny(evidenceFor, confirmed);
        AddIfAny(evidenceAgainst, harmless);
        var start = double.IsNaN(raw.Score) ? 0 : raw.Score;
        var score = Math.Clamp(start + evidenceFor.Sum(e => e.Weight) - evidenceAgainst.Sum(e => e.Weight), 0, 100);
        score = AddCriticality(raw, policy, score, evidenceFor, evidenceAgainst);
        return raw with
        {
            Score = score,
            EvidenceFor = [.. raw.EvidenceFor, .. evidenceFor],
            EvidenceAgainst = [.. raw.EvidenceAgainst, .. evidenceAgainst],
            Learning = raw.Learning ?? LearningNote(raw, profile, policy, zone),
        };
    }

    private static void AddIfAny(List<Evidence> list, Evidence? evidence)
    {
        if (evidence is not null)
        {
            list.Add(evidence);
        }
    }

    private static void AddNormality(Signal raw, ClientProfileState profile, ClientPolicy policy, TimeZoneInfo zone, List<Evidence> evidenceFor, List<Evidence> evidenceAgainst)
    {
        var user = raw.Subject.User ?? (raw.Entity.Kind == EntityKind.User ? raw.Entity.Value : null);
        Normality? rarest = null;
        var rarestKind = "";
        var rarestWords = "";
        foreach (var (kind, value, words) in SubjectWords.Of(raw.Subject))
        {
            var look = ClientProfile.Look(profile, kind, value, user, raw.AtMs, policy.LearningDays);
            if (look.ActiveUsers >= LeastUsers && (rarest is null || look.UsersWithIt < rarest.UsersWithIt))
            {
                (rarest, rarestKind, rarestWords) = (look, kind, words);
            }
        }

        // A sign-in is as usual as its rarest part: that everybody uses mail says nothing of a country where nobody is.
        if (rarest is null)
        {
            return;
        }

        if (rarest.UsersWithIt > 0)
        {
            // One other user is hardly a habit of the house; a quarter of all is.
            var factor = (AttackPatterns.Contains(raw.Detector) ? PatternFactor : 1) * (rarest.IsLearning ? LearningFactor : 1);
            var points = Math.Round(MaxCommonPoints * Math.Min(1, rarest.Share / CommonShare) * factor);
            if (points > 0)
            {
                evidenceAgainst.Add(new Evidence(ContextFacts.CommonHere + rarestKind, CommonText(rarest, rarestWords), points));
            }
        }
        else if (!rarest.IsLearning && raw.BenignReading is null)
        {
            evidenceFor.Add(new Evidence(ContextFacts.RareHere + rarestKind, RareText(rarest, rarestWords, zone), RarePoints));
        }
    }

    private static string CommonText(Normality look, string words) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(look.IsEstimate ? "About " : "")}{look.UsersWithIt} of {look.ActiveUsers} other users of this client {words} in the last {ClientProfileState.WindowDays} days{(look.IsLearning ? " (still learning what is normal here, so this counts half)" : "")}.");

    private static string RareText(Normality look, string words, TimeZoneInfo zone)
    {
        var last = look.FirstSeenMs == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (it was first seen here on {WorkCalendar.LocalOf(zone, look.FirstSeenMs):d MMMM yyyy})");
        return string.Create(CultureInfo.InvariantCulture, $"None of the {look.ActiveUsers} other users of this client {words} in the last {ClientProfileState.WindowDays} days{last}.");
    }

    private static void AddOwnNetwork(Signal raw, ClientPolicy policy, List<Evidence> evidenceAgainst)
    {
        var egress = KnownNetworks.Find(policy, raw.Subject.Address);
        if (egress is null || Array.Exists(raw.EvidenceAgainst, e => TellsOwnNetwork(e.Fact)))
        {
            // The detector that said so itself has weighed it already.
            return;
        }

        var what = egress.IsVpn ? $"{egress.Name}, the client's own VPN, behind which people can be anywhere" : $"{egress.Name}, the client's own network";
        evidenceAgainst.Add(new Evidence(ContextFacts.KnownEgress, $"{raw.Subject.Address} belongs to {what}.", KnownEgressPoints));
    }

    private static bool TellsOwnNetwork(string fact) =>
        fact.StartsWith("known_", StringComparison.Ordinal)
        && (fact.Contains("egress", StringComparison.Ordinal) || fact.Contains("vpn", StringComparison.Ordinal) || fact.Contains("network", StringComparison.Ordinal) || fact.Contains("office", StringComparison.Ordinal));

    private static void AddSanctionedCloud(Signal raw, ClientPolicy policy, List<Evidence> evidenceAgainst)
    {
        if (raw.Subject.Service is { } service && policy.SanctionedClouds.Contains(service, StringComparer.OrdinalIgnoreCase))
        {
            evidenceAgainst.Add(new Evidence(ContextFacts.SanctionedCloud, $"{service} is a service that this client uses on purpose.", SanctionedCloudPoints));
        }
    }

    private static double AddCriticality(Signal raw, ClientPolicy policy, double score, List<Evidence> evidenceFor, List<Evidence> evidenceAgainst)
    {
        var (name, multiplier) = Criticality.Of(policy, raw);
        if (name is null || multiplier == 1)
        {
            return score;
        }

        var moved = Odds.Multiply(score, multiplier);
        var list = moved >= score ? evidenceFor : evidenceAgainst;
        var direction = moved >= score ? "more" : "less";
        var text = string.Create(CultureInfo.InvariantCulture, $"The client says that {name} matters {direction} than others: its odds count {multiplier:0.##} times, from {score:0} to {moved:0}.");
        list.Add(new Evidence(ContextFacts.Critical, text, Math.Abs(moved - score)));
        return moved;
    }

    private static string? LearningNote(Signal raw, ClientProfileState profile, ClientPolicy policy, TimeZoneInfo zone)
    {
        var until = ClientProfile.LearningUntil(profile, raw.AtMs, policy.LearningDays);
        return until == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"What is normal for this client is still being learned, until {WorkCalendar.LocalOf(zone, until):d MMMM yyyy}.");
    }
}

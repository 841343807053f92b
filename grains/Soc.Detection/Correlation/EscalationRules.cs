using System.Globalization;
using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Detection.Correlation;

/// <summary>Who should hear of an incident, by what the client agreed. Only the decision; telling somebody is another part's work.</summary>
public static class EscalationRules
{
    /// <param name="score">Score of the incident, 0–100.</param>
    /// <param name="suggested">What the context suggests; benign is never more than a line in the digest.</param>
    /// <param name="atMs">When it happened, ms since the epoch.</param>
    /// <param name="late">It came late: the decision is what it would have been, and nobody is told at once because of it.</param>
    public static Escalation Decide(double score, Verdict suggested, ClientPolicy policy, TimeZoneInfo zone, long atMs, bool late)
    {
        var (decision, reason) = Choose(double.IsNaN(score) ? 0 : score, suggested, policy, zone, atMs);
        var note = late && decision >= EscalationDecision.Notify
            ? " It came late, so this is what would have been done: nobody was told at once because of it."
            : "";
        return new Escalation(decision, reason + note, late);
    }

    private static (EscalationDecision Decision, string Reason) Choose(double score, Verdict suggested, ClientPolicy policy, TimeZoneInfo zone, long atMs)
    {
        var limits = policy.Thresholds;
        if (suggested is Verdict.Benign or Verdict.FalsePositive)
        {
            return score >= limits.Digest
                ? (EscalationDecision.Digest, Text($"Score {score:0}, and the context explains it as harmless: a line in the digest, no more."))
                : (EscalationDecision.None, Text($"Score {score:0}, and the context explains it as harmless: kept, and nobody is told."));
        }

        if (score < limits.Digest)
        {
            return (EscalationDecision.None, Text($"Score {score:0} is under {limits.Digest:0}, from which the client wants to hear: kept and searchable."));
        }

        if (score < limits.Notify)
        {
            return (EscalationDecision.Digest, Text($"Score {score:0} is from {limits.Digest:0} and under {limits.Notify:0}: in the next digest."));
        }

        var when = When(policy, zone, atMs);
        if (WorkCalendar.IsWorkingTime(policy, zone, atMs))
        {
            var limit = score >= limits.Wake ? limits.Wake : limits.Notify;
            return (EscalationDecision.Notify, Text($"Score {score:0} is from {limit:0} and it is working time ({when}): whoever is on duty is told at once."));
        }

        if (score >= limits.Wake && policy.WakeAllowed)
        {
            return (EscalationDecision.Wake, Text($"Score {score:0} is from {limits.Wake:0} outside working time ({when}), and the client wants to be woken for that."));
        }

        var why = score >= limits.Wake
            ? Text($"Score {score:0} is from {limits.Wake:0}, but the client wants nobody woken")
            : Text($"Score {score:0} is from {limits.Notify:0} and under {limits.Wake:0}, from which somebody is woken");
        return (EscalationDecision.Digest, $"{why}; outside working time ({when}) it waits for {WaitsFor(policy, zone, atMs)}.");
    }

    private static string When(ClientPolicy policy, TimeZoneInfo zone, long atMs)
    {
        var local = WorkCalendar.LocalOf(zone, atMs);
        var holiday = WorkCalendar.IsHoliday(policy, DateOnly.FromDateTime(local)) ? ", a holiday" : "";
        return local.ToString("dddd HH:mm", CultureInfo.InvariantCulture) + holiday;
    }

    private static string WaitsFor(ClientPolicy policy, TimeZoneInfo zone, long atMs)
    {
        if (WorkCalendar.NextStart(policy, zone, atMs) is not { } next)
        {
            return "the next working day (the policy names none)";
        }

        return next.Date == WorkCalendar.LocalOf(zone, atMs).Date
            ? next.ToString("HH:mm", CultureInfo.InvariantCulture) + " the same day"
            : next.ToString("HH:mm 'on' dddd d MMMM", CultureInfo.InvariantCulture) + ", the next working day";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

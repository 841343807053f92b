using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// Learns from verdicts: the same evidence weighs less, or more, for this entity afterwards, and a little for everybody else of the
/// client. Fades with a half-life; it moves a score and never drops a finding.
/// </summary>
public static class VerdictMemory
{
    /// <summary>Points that a fresh verdict moves the same evidence of the same entity by.</summary>
    public const double EntityPoints = 30;

    /// <summary>Points that it moves the same evidence of another entity of the client by.</summary>
    public const double ClientPoints = 10;

    /// <summary>Most points by which all verdicts together lower or raise.</summary>
    public const double MaxPoints = 45;

    /// <summary>Days after which a lesson weighs half.</summary>
    public const double HalfLifeDays = 90;

    /// <summary>A lesson that moves less than this is not mentioned.</summary>
    private const double LeastPoints = 1;

    /// <summary>What the same network, at another address of it, keeps of the weight.</summary>
    private const double OtherAddressFactor = 0.8;

    private const double MsPerDay = 86_400_000;

    /// <summary>Takes a verdict's lesson for each finding of the incident, in place of what an earlier verdict on it taught; undecided takes it back.</summary>
    public static void Learn(VerdictMemoryState s, Incident incident, VerdictNote note)
    {
        s.Lessons.RemoveAll(l => l.IncidentId == incident.Id);
        if (note.Verdict == Verdict.Undecided)
        {
            return;
        }

        var lessons = incident.Signals
            .Select(signal => new Lesson(incident.Id, signal.Detector, signal.Entity.ToString(), signal.Subject with { User = null }, note.Verdict, note.AtMs))
            .Distinct()
            .OrderBy(l => l.Detector, StringComparer.Ordinal)
            .ThenBy(l => l.Entity, StringComparer.Ordinal);
        s.Lessons.AddRange(lessons);
        s.Lessons.Sort((a, b) => a.AtMs.CompareTo(b.AtMs) is var byTime and not 0 ? byTime : Compare(a, b));
        if (s.Lessons.Count > VerdictMemoryState.MaxLessons)
        {
            s.Lessons.RemoveRange(0, s.Lessons.Count - VerdictMemoryState.MaxLessons);
        }
    }

    /// <summary>What earlier verdicts say of a finding: evidence against (benign, false positive) and for (true positive), at most one of each.</summary>
    public static (Evidence? For, Evidence? Against) Recall(VerdictMemoryState s, Signal signal, TimeZoneInfo zone)
    {
        var entity = signal.Entity.ToString();
        var recalled = s.Lessons
            .Where(l => l.Detector == signal.Detector)
            .Select(l => (Lesson: l, Points: PointsOf(l, signal, entity)))
            .Where(r => r.Points >= LeastPoints)
            .OrderByDescending(r => r.Points)
            .ThenByDescending(r => r.Lesson.AtMs)
            .ToArray();
        return (
            Sum(recalled.Where(r => r.Lesson.Verdict == Verdict.TruePositive).ToArray(), entity, zone),
            Sum(recalled.Where(r => r.Lesson.Verdict is Verdict.Benign or Verdict.FalsePositive).ToArray(), entity, zone));
    }

    private static int Compare(Lesson a, Lesson b) =>
        string.CompareOrdinal(a.IncidentId, b.IncidentId) is var byIncident and not 0
            ? byIncident
            : string.CompareOrdinal(a.Detector + a.Entity, b.Detector + b.Entity);

    private static Evidence? Sum((Lesson Lesson, double Points)[] recalled, string entity, TimeZoneInfo zone)
    {
        if (recalled.Length == 0)
        {
            return null;
        }

        // The tenth time adds little to the second.
        var points = Math.Round(Math.Min(MaxPoints, recalled.Select((r, i) => r.Points * Math.Pow(0.5, i)).Sum()));
        var lesson = recalled[0].Lesson;
        var here = lesson.Entity == entity;
        var judged = lesson.Verdict switch
        {
            Verdict.TruePositive => "a true positive",
            Verdict.Benign => "benign",
            _ => "a false positive",
        };
        var date = WorkCalendar.LocalOf(zone, lesson.AtMs).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var whom = here ? "" : $" for {Whom(lesson.Entity)}";
        var times = recalled.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", and {recalled.Length - 1} more such verdict{(recalled.Length == 2 ? "" : "s")}");
        var direction = lesson.Verdict == Verdict.TruePositive ? "more" : "less";
        var text = string.Create(CultureInfo.InvariantCulture, $"An analyst judged the same evidence {judged}{whom} on {date}{times}: it weighs {points:0} {direction}.");
        var fact = (lesson.Verdict == Verdict.TruePositive ? ContextFacts.VerdictAgainstHim : ContextFacts.VerdictForHim) + (here ? ContextFacts.SameEntity : ContextFacts.SameClient);
        return new Evidence(fact, text, points);
    }

    private static string Whom(string entity) => EntityKey.TryParse(entity, out var key) ? key.Value : "another";

    private static double PointsOf(Lesson lesson, Signal signal, string entity)
    {
        var likeness = Likeness(lesson.Subject, signal.Subject);
        var here = lesson.Entity == entity;
        if (likeness <= 0 || (!here && lesson.Subject == SignalSubject.Empty))
        {
            // A finding without values says something of this entity only.
            return 0;
        }

        var ageDays = Math.Max(0, (signal.AtMs - lesson.AtMs) / MsPerDay);
        return likeness * (here ? EntityPoints : ClientPoints) * Math.Pow(0.5, ageDays / HalfLifeDays);
    }

    /// <summary>1 the same evidence, less for the same network at another address, 0 something else.</summary>
    private static double Likeness(SignalSubject a, SignalSubject b)
    {
        if (!Same(a.Country, b.Country) || a.Asn != b.Asn || !Same(a.Device, b.Device) || !Same(a.Service, b.Service) || !SameHour(a.HourOfWeek, b.HourOfWeek))
        {
            return 0;
        }

        if (Same(a.Address, b.Address))
        {
            return 1;
        }

        // Without a network or a service to go by, another address is another thing.
        return a.Asn != 0 || a.Service is not null ? OtherAddressFactor : 0;
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool SameHour(int a, int b)
    {
        if (a < 0 || b < 0)
        {
            return a < 0 && b < 0;
        }

        var apart = Math.Abs(a - b) % 168;
        return Math.Min(apart, 168 - apart) <= 2;
    }
}

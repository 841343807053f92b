using System.Globalization;
using Soc.Gateway.Endpoints;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>Makes a report of rows; knows no store and no clock.</summary>
internal static class ReportBuilder
{
    /// <summary>Most entities that are named.</summary>
    public const int MaxTopEntities = 10;

    /// <summary>Most things that are told one by one, each of undone actions and of what happened outside working hours.</summary>
    public const int MaxItems = 200;

    private const string ActionKind = "action";
    private const string EscalationKind = "escalation";

    private static readonly string[] Definitions =
    [
        "An incident belongs to the period in which it was detected, an action to that in which it was proposed.",
        "Stopped: an action of the incident was confirmed by the product that carries it out. Automatically: the first that was confirmed needed no person; by hand: a person asked for it or agreed to it.",
        string.Create(CultureInfo.InvariantCulture, $"Actions that were proposed more than {ReportPeriod.DaysAfter} days after the period are not looked at: an incident that was stopped by one of these is not stopped here."),
        "Escalated: decided notify or wake, and not late. Told: a message went out. Woken: decided wake, and a message went out.",
        FirstPriority.Definition,
        "Late: the events came so long after they happened that nobody was woken and nothing was done by itself because of them; their clocks stand apart.",
        "The clocks begin with the detection, except for the first. Contained: the first action was confirmed. Resolved: a person's verdict closed it.",
        "While you slept: outside the client's working hours, on its clock, with its holidays.",
        "Records, events and signals are counted in whole hours; of what is more than a month old, in whole days.",
    ];

    public static Report Build(ReportInput input)
    {
        var byIncident = input.Operations.Where(o => o.Proposal.IncidentId is not null).ToLookup(o => Survivor(input, o.Proposal.IncidentId!), StringComparer.Ordinal);
        var escalations = input.Escalations
            .GroupBy(e => Survivor(input, e.IncidentId), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, Together, StringComparer.Ordinal);
        var lines = input.Incidents
            .Select(l => l.With([.. byIncident[l.Id]], escalations.GetValueOrDefault(l.Id)))
            .OrderByDescending(l => l.DetectedAtMs).ThenBy(l => l.Id, StringComparer.Ordinal)
            .ToArray();
        var ofPeriod = input.Operations.Where(o => o.ProposedMs >= input.Period.FromMs && o.ProposedMs < input.Period.ToMs).ToArray();
        var counts = Count(lines, ofPeriod);
        var words = new ReportSentences(input.Zone);
        return new Report(
            new ReportDto(
                input.Policy.Client,
                input.Policy.DisplayName ?? input.Policy.Client,
                input.Policy.TimeZone,
                Wire.Time(input.Period.FromMs),
                Wire.Time(input.Period.ToMs),
                Wire.Time(input.NowMs),
                input.Truncated.Count > 0,
                input.Truncated,
                counts,
                new ReportFunnelDto(input.Records, input.Events, input.Signals, counts.Incidents, counts.Escalated, counts.StoppedAutomatically + counts.StoppedByHand),
                ReportClocks.Of(lines),
                Top(lines),
                Cut([.. ofPeriod.Where(o => o.IsUndone).Select(o => Line(words, o, o.EndedMs > 0 ? o.EndedMs : o.ChangedMs))]),
                Slept(input, words, lines, ofPeriod),
                Definitions),
            lines);
    }

    private static ReportCountsDto Count(IncidentLine[] lines, OperationRow[] operations) => new(
        lines.Length,
        lines.Count(l => l.Stopped == Stopped.Automatically),
        lines.Count(l => l.Stopped == Stopped.ByHand),
        lines.Count(l => l.IsEscalated),
        lines.Count(l => l.IsEscalated && l.ToldMs > 0),
        lines.Count(l => l.IsEscalated && l.ToldMs > 0 && l.Decision == EscalationDecision.Wake),
        lines.Count(l => l.IsFirstPriority),
        lines.Count(l => l.IsLate),
        operations.Count(OperationFacts.WasInForce),
        operations.Count(o => o.IsUndone),
        operations.Count(o => o.Proposal.IncidentId is null && OperationFacts.WasInForce(o)));

    private static TopEntityDto[] Top(IncidentLine[] lines) =>
    [
        .. lines.SelectMany(l => l.Entities, (l, e) => (Entity: e, l.Score))
            .GroupBy(p => p.Entity)
            .Select(g => new TopEntityDto(EntityKey.KindName(g.Key.Kind), g.Key.Value, g.Count(), g.Max(p => p.Score)))
            .OrderByDescending(t => t.Incidents).ThenByDescending(t => t.HighestScore).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Take(MaxTopEntities),
    ];

    private static ReportLinesDto Slept(ReportInput input, ReportSentences words, IncidentLine[] lines, OperationRow[] operations)
    {
        var byId = lines.ToDictionary(l => l.Id, StringComparer.Ordinal);
        var done = operations.Where(o => IsAsleep(o.BeganMs)).Select(o => Line(words, o, o.BeganMs));
        var told = input.Escalations.Where(e => IsAsleep(e.ToldMs)).Select(e =>
        {
            var incident = byId.GetValueOrDefault(Survivor(input, e.IncidentId));
            return (e.ToldMs, new ReportLineDto(
                Wire.Time(e.ToldMs), words.Local(e.ToldMs), EscalationKind, words.Of(e, incident?.Title ?? e.IncidentId, incident?.Score), incident?.Id ?? e.IncidentId, null));
        });
        return Cut([.. done, .. told]);

        bool IsAsleep(long atMs) => atMs > 0 && !WorkCalendar.IsWorkingTime(input.Policy, input.Zone, atMs);
    }

    private static (long AtMs, ReportLineDto Line) Line(ReportSentences words, OperationRow operation, long atMs) =>
        (atMs, new ReportLineDto(Wire.Time(atMs), words.Local(atMs), ActionKind, words.Of(operation), operation.Proposal.IncidentId, operation.OperationId));

    private static ReportLinesDto Cut(IReadOnlyList<(long AtMs, ReportLineDto Line)> all) =>
        new(all.Count, [.. all.OrderByDescending(a => a.AtMs).ThenBy(a => a.Line.OperationId ?? a.Line.IncidentId, StringComparer.Ordinal).Take(MaxItems).Select(a => a.Line)]);

    private static string Survivor(ReportInput input, string incidentId) => input.TakenInBy.GetValueOrDefault(incidentId, incidentId);

    // Several that became one incident: the first word to and from anybody counts.
    private static EscalationRow Together(IEnumerable<EscalationRow> rows) => rows.Aggregate((a, b) => a with
    {
        Decision = a.Decision > b.Decision ? a.Decision : b.Decision,
        ToldMs = Earlier(a.ToldMs, b.ToldMs),
        AcknowledgedMs = Earlier(a.AcknowledgedMs, b.AcknowledgedMs),
        AcknowledgedBy = a.AcknowledgedMs != 0 && Earlier(a.AcknowledgedMs, b.AcknowledgedMs) == a.AcknowledgedMs ? a.AcknowledgedBy : b.AcknowledgedBy ?? a.AcknowledgedBy,
        OverMs = Math.Max(a.OverMs, b.OverMs),
    });

    private static long Earlier(long a, long b) => a == 0 ? b : b == 0 ? a : Math.Min(a, b);
}

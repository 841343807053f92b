using System.Globalization;
using Orleans;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>Reads what a report is made of, page by page and a bounded number of each.</summary>
internal sealed class ReportReader(IIncidentStore incidents, IResponseStore responses, IClientPolicies policies, IGrainFactory grains)
{
    /// <summary>Most incidents of one report.</summary>
    public const int MaxIncidents = 20_000;

    /// <summary>Most operations of one report.</summary>
    public const int MaxOperations = 20_000;

    /// <summary>Most escalations of one report.</summary>
    public const int MaxEscalations = 20_000;

    /// <summary>Most incidents that are asked for by themselves, because another one took them in.</summary>
    public const int MaxTakenIn = 500;

    /// <summary>Incidents have up to 64 findings each: few enough at a time.</summary>
    private const int IncidentsAPage = 250;

    private const int RowsAPage = 500;

    public async Task<ReportInput> ReadAsync(string client, ReportPeriod period, long nowMs, CancellationToken cancellationToken)
    {
        var (policy, zone) = policies.RulesOf(client);
        var truncated = new List<string>();
        var operations = await OperationsAsync(client, period, truncated, cancellationToken);
        var escalations = await EscalationsAsync(client, period, truncated, cancellationToken);
        var lines = await IncidentsAsync(client, period, truncated, cancellationToken);
        var takenIn = await TakenInAsync(client, lines, operations, escalations, truncated, cancellationToken);
        var grain = grains.GetGrain<IClientGrain>(client);
        var since = await grain.GetFunnelAsync(period.FromMs, cancellationToken);
        var after = period.ToMs < nowMs ? await grain.GetFunnelAsync(period.ToMs, cancellationToken) : new Funnel { Client = client };
        return new ReportInput
        {
            Policy = policy,
            Zone = zone,
            Period = period,
            NowMs = nowMs,
            Incidents = lines,
            Operations = operations,
            Escalations = escalations,
            TakenInBy = takenIn,
            Records = Math.Max(0, since.Records - after.Records),
            Events = Math.Max(0, since.Events - after.Events),
            Signals = Math.Max(0, since.Signals - after.Signals),
            Truncated = truncated,
        };
    }

    private async Task<List<OperationRow>> OperationsAsync(string client, ReportPeriod period, List<string> truncated, CancellationToken cancellationToken)
    {
        // Those of the week after the period too: an incident of its last minutes is stopped after it, and the clock "contained" and what was stopped by hand
        // need that. Not all up to now: the report of an old month would read everything since, and what is proposed a week later says nothing of how
        // fast anybody was. Verdicts need no such days: they are in the incidents.
        var rows = new List<OperationRow>();
        string? cursor = null;
        do
        {
            var page = await responses.QueryAsync(new OperationQuery(client, [], null, period.FromMs, period.ActionsToMs, RowsAPage, cursor), cancellationToken);
            rows.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && rows.Count < MaxOperations);
        Note(truncated, cursor, MaxOperations, "operations, the newest");
        return rows;
    }

    private async Task<List<EscalationRow>> EscalationsAsync(string client, ReportPeriod period, List<string> truncated, CancellationToken cancellationToken)
    {
        var rows = new List<EscalationRow>();
        string? cursor = null;
        do
        {
            var page = await responses.EscalationsAsync(client, period.FromMs, period.ToMs, RowsAPage, cursor, cancellationToken);
            rows.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && rows.Count < MaxEscalations);
        Note(truncated, cursor, MaxEscalations, "escalations, the oldest");
        return rows;
    }

    private async Task<List<IncidentLine>> IncidentsAsync(string client, ReportPeriod period, List<string> truncated, CancellationToken cancellationToken)
    {
        // However old their events are, and however long they went on: history may be read again years later.
        var query = new IncidentQuery(client, null, 0, long.MinValue, IncidentsAPage, null) { DetectedFromMs = period.FromMs, DetectedToMs = period.ToMs };
        var lines = new List<IncidentLine>();
        do
        {
            var page = await incidents.QueryAsync(query, cancellationToken);
            lines.AddRange(page.Items.Take(MaxIncidents - lines.Count).Select(IncidentLine.Of));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null && lines.Count < MaxIncidents);
        Note(truncated, query.Cursor, MaxIncidents, "incidents, those with the newest activity");
        return lines;
    }

    private async Task<Dictionary<string, string>> TakenInAsync(
        string client, List<IncidentLine> lines, List<OperationRow> operations, List<EscalationRow> escalations, List<string> truncated, CancellationToken cancellationToken)
    {
        var known = lines.Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        var strangers = operations.Select(o => o.Proposal.IncidentId).OfType<string>().Concat(escalations.Select(e => e.IncidentId))
            .Where(id => !known.Contains(id)).Distinct(StringComparer.Ordinal).ToArray();
        var takenIn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in strangers.Take(MaxTakenIn))
        {
            if (await incidents.SurvivorAsync(client, id, cancellationToken) is { } survivor && known.Contains(survivor.Id))
            {
                takenIn[id] = survivor.Id;
            }
        }

        Note(truncated, strangers.Length > MaxTakenIn ? "" : null, MaxTakenIn, "incidents of actions that are not of this period or were taken in by another");
        return takenIn;
    }

    private static void Note(List<string> truncated, string? rest, int max, string what)
    {
        if (rest is not null)
        {
            truncated.Add(string.Create(CultureInfo.InvariantCulture, $"There are more than {max:N0} {what}: the others are left out. Ask for a shorter period."));
        }
    }
}

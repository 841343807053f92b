using System.Globalization;
using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Stories;

/// <summary>Story 15: when all is done, a person blocks by hand what two sites call, and the reports of all clients say what was done, told and undone; their audits hold.</summary>
internal sealed class ReportStory : IStory
{
    private static readonly TimeSpan ReportWithin = TimeSpan.FromSeconds(15);

    private readonly Proof _proof = new();

    public int Number => 15;

    public string Title => "The report";

    public string Expected => "counts of every client's report equal what was done and told; a page to print; audits that verify";

    public bool NeedsPlaces => true;

    public bool ActsLast => true;

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs) => [];

    public bool Tells(ApiIncident incident) => false;

    public async Task ActAsync(Stage stage, CancellationToken cancellationToken)
    {
        await ByHandAsync(stage, cancellationToken);
        await Task.WhenAll(
            OfAsync(stage, Company.Norvik, new Did(Automatically: 1, ByHand: 1), cancellationToken),
            OfAsync(stage, Company.Atelier, new Did(Automatically: 2, ByHand: 0), cancellationToken),
            OfAsync(stage, Company.Kanzlei, new Did(Automatically: 0, ByHand: 0), cancellationToken));
        _proof.Shows(stage.Products.Messages.Refused == 0, "every message was signed");
    }

    public ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken) => ValueTask.FromResult(Findings.Outcome(_proof.IsWhole, _proof.Words, []));

    private async Task ByHandAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (company, address) = (Company.Norvik, TwoPlacesStory.Called);
        var incident = (await stage.Api.IncidentsAsync(company.Client, cancellationToken))
            .FirstOrDefault(i => i.MergedInto is null && i.Concerns("device", Fleet.LondonCaller.Key) && i.Concerns("device", Fleet.SouthamptonCaller.Key));
        if (!_proof.Shows(incident is not null, "an incident to act on by hand"))
        {
            return;
        }

        var proposal = new { incident = incident!.Id, action = "block_address", target = new { kind = "address", key = address }, minutes = 120, reason = "Two sites call it at even intervals, and nobody knows it." };
        _ = await stage.PersonOf(company).PostAsync<ApiOperation>("/api/v1/responses", proposal, cancellationToken);
        var blocked = await stage.OperationAsync(new SoughtOperation(company, "block_address", address, "enforced"), cancellationToken);
        await stage.UntilAsync(() => stage.FirewallOf(company).LineOf(address) is not null, cancellationToken);
        if (_proof.Shows(blocked is not null && stage.FirewallOf(company).LineOf(address) is not null, "one address blocked by hand"))
        {
            stage.Tell(this, "decide", $"{Crew.Of(company).Decider} has {address} blocked by hand: what two sites call came late, so that nothing was done by itself.");
            stage.TellDone(this, blocked!);
        }
    }

    private async Task OfAsync(Stage stage, Company company, Did did, CancellationToken cancellationToken)
    {
        var reported = await stage.UntilAsync(
            async () =>
            {
                var report = await stage.Api.GetAsync<ApiReport>($"/api/v1/clients/{company.Client}/report", cancellationToken);
                return report.Counts == await CountAsync(stage, company, did, report.Counts.Late, cancellationToken) ? report : null;
            },
            ReportWithin,
            cancellationToken);
        var last = reported ?? await stage.Api.GetAsync<ApiReport>($"/api/v1/clients/{company.Client}/report", cancellationToken);
        var words = InWords(last.Counts);
        if (!_proof.Shows(reported is { IsTruncated: false }, $"{company.Client}: {words}"))
        {
            _proof.Shows(isSo: false, $"which should be {InWords(await CountAsync(stage, company, did, last.Counts.Late, cancellationToken))}");
        }

        var (page, mediaType) = await stage.Api.TextAsync($"/api/v1/clients/{company.Client}/report?format=html", cancellationToken);
        _proof.Shows(mediaType is "text/html" && page.Contains(company.Name, StringComparison.Ordinal), "page");
        var (holds, audit) = await stage.VerifyAuditAsync(company, cancellationToken);
        _proof.Shows(holds, holds ? "audit holds" : $"an audit that holds, not: {audit}");
        stage.Tell(this, "tell", $"{company.Name}'s report: {words}. Audit: {audit.Split(", from")[0]}.");
    }

    /// <summary>The counts by what was done here, by the incidents as the API lists them, and by the messages that arrived.</summary>
    private static async Task<ApiReportCounts> CountAsync(Stage stage, Company company, Did did, int late, CancellationToken cancellationToken)
    {
        var incidents = (await stage.Api.IncidentsAsync(company.Client, cancellationToken)).Where(i => i.MergedInto is null).ToArray();
        var told = stage.Products.Messages.All.Where(m => m.IsNew && string.Equals(m.Client, company.Client, StringComparison.Ordinal)).Select(m => m.IncidentId).ToHashSet(StringComparer.Ordinal);
        return new ApiReportCounts(
            incidents.Length,
            did.Automatically,
            did.ByHand,
            incidents.Count(i => !i.Escalation.Late && (i.ReachesSomebody || told.Contains(i.Id))),
            told.Count,
            incidents.Count(i => i.Severity is "critical" || (i.Escalation is { Decision: "wake", Late: false })),
            late,
            stage.UndoneAt(company));
    }

    private static string InWords(ApiReportCounts c) => string.Create(
        CultureInfo.InvariantCulture,
        $"{c.Incidents} incidents, {c.StoppedAutomatically} stopped automatically, {c.StoppedByHand} by hand, {c.Escalated} escalated, {c.Told} told, {c.P1} P1, {c.ActionsUndone} undone");

    /// <summary>Incidents that the demo stopped at a client.</summary>
    private sealed record Did(int Automatically, int ByHand);
}

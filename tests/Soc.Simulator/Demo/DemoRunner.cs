using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Demo.Products;
using Soc.Simulator.Estate;
using Soc.Simulator.Stories;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>The demo: a gateway of its own, three clients, weeks of ordinary life, and the stories with what must come out of them.</summary>
internal sealed class DemoRunner(DemoOptions options, Screen screen, TimeProvider time)
{
    private const int LogLines = 15;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan DrainWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan JudgeWithin = TimeSpan.FromSeconds(20);

    private readonly StoryBook _book = new(options.Seed, options.Alerts);
    private bool _arePlacesKnown = true;
    private EdlPoller? _firewall;

    /// <returns>Exit code: 0 when all is as expected.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(options.DemoDirectory))
        {
            Directory.Delete(options.DemoDirectory, recursive: true);
        }

        Directory.CreateDirectory(options.DemoDirectory);
        ClientSetup.WriteLists(options.DemoDirectory);
        screen.Heading("1. The engine starts");
        screen.Say($"  its data is in {options.DemoDirectory}, emptied at each start; its output in {Path.Combine(options.DataDirectory, "gateway.log")}");
        await using var products = DemoProducts.Start(options.Seed, time);
        await using var gateway = GatewayProcess.Start(options, products.Settings, time);
        if (await gateway.ReadyAsync(options.Api, cancellationToken) is not { } health)
        {
            return Failed(gateway, gateway.HasExited ? "The gateway ended before it was ready." : "The gateway was not ready within a minute.");
        }

        Tell(health);

        using var api = new ApiClient(options.Api, options.AdminKey);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = PlayAsync(api, products, end.Token);
        if (await Task.WhenAny(run, gateway.WaitForExitAsync(end.Token)) != run && !cancellationToken.IsCancellationRequested)
        {
            await end.CancelAsync();
            await Task.WhenAny(run);
            return Failed(gateway, "The gateway ended in the middle of the demo.");
        }

        try
        {
            var allPassed = await run;
            if (options.Exits)
            {
                return allPassed ? 0 : 1;
            }

            await InviteAsync(cancellationToken);
            await gateway.WaitForExitAsync(cancellationToken);
            return Failed(gateway, "The gateway ended.");
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
        {
            return Failed(gateway, e.Message);
        }
    }

    private async Task<bool> PlayAsync(ApiClient api, DemoProducts products, CancellationToken cancellationToken)
    {
        screen.Heading("2. Three companies are set up, by the API");
        foreach (var company in Company.All)
        {
            screen.Say($"  {company.Name}: client {company.Client}, time zone {company.TimeZone}, working hours, exits of its VPN, a HEC token");
        }

        screen.Text("What each agreed to, as the API says it back:");
        foreach (var (company, rule) in await ClientSetup.PutPoliciesAsync(api, time.GetUtcNow(), cancellationToken))
        {
            screen.Text($"{company.Client}: {rule}");
        }

        await ClientSetup.PostIndicatorsAsync(api, _book.Listings(NowMs()), cancellationToken);
        var syslog = new SyslogSender();
        using var feeds = new Feeds(syslog, await ClientSetup.SendersAsync(api, options, time, cancellationToken), time);
        await syslog.ConnectAsync("127.0.0.1", options.SyslogPort, cancellationToken);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new LiveWatcher(api, _book, screen, Clock.StoryDay(NowMs()), time).RunAsync(watching.Token);

        screen.Heading($"3. {StoryBook.HistoryDays} days of ordinary life, and within them the stories: raw vendor lines, by HEC and syslog");
        screen.Text("Incidents of the stories are shown as they form. These days lie in the past: what is found counts as late, and nobody is woken for it.");
        await ReplayAsync(feeds, [.. _book.History(NowMs())], cancellationToken);
        await DrainAsync(api, cancellationToken);
        screen.Heading("4. What arrives three weeks late, and what happens right now: act, verify, tell, decide, undo");
        await using var stage = await Stage.OpenAsync(api, options, products, screen, time, cancellationToken);
        await feeds.SendAsync(_book.Late(NowMs()), progress: null, cancellationToken);
        await feeds.SendAsync(_book.Live(NowMs()), progress: null, cancellationToken);
        await ActAsync(stage, cancellationToken);
        await DrainAsync(api, cancellationToken);
        var outcomes = await JudgeAsync(api, cancellationToken);
        await watching.CancelAsync();
        await watch;

        await ReportAsync(api, outcomes, cancellationToken);
        _firewall = stage.FirewallOf(Company.Norvik);
        return outcomes.All(o => o.Outcome.Passed);
    }

    /// <summary>All stories beside each other, so that no wait is added to another.</summary>
    private async Task ActAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var stories in _book.Stories.GroupBy(s => s.ActsLast).OrderBy(g => g.Key))
        {
            await Task.WhenAll(stories.Select(s => s.ActAsync(stage, cancellationToken)));
        }
    }

    private void Tell(ApiHealth health)
    {
        _arePlacesKnown = !health.Problems.Any(p => p.Contains("places stay unknown", StringComparison.Ordinal));
        screen.Say("  ready");
        foreach (var problem in health.Problems)
        {
            screen.Text($"note: {problem}");
        }

        if (!_arePlacesKnown)
        {
            var need = string.Join(", ", _book.Stories.Where(s => s.NeedsPlaces).Select(s => $"{s.Number} ({s.Title})"));
            screen.Heading("There is no geo database: where an address lies is unknown.");
            screen.Text($"Stories that rest on places cannot come out, and the demo will end with status 1: {need}.");
            screen.Text("The others can. For all of them run './soc demo' without SOC_NO_GEO, with npm installed: it fetches the databases once.");
        }
    }

    private async Task ReportAsync(ApiClient api, IReadOnlyList<(IStory Story, StoryOutcome Outcome)> outcomes, CancellationToken cancellationToken)
    {
        screen.Heading("5. From records to people");
        var ofStories = outcomes.SelectMany(o => o.Outcome.IncidentIds).ToHashSet(StringComparer.Ordinal);
        foreach (var company in Company.All)
        {
            var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{company.Client}/funnel", cancellationToken);
            screen.Funnel(company, funnel, [.. (await api.IncidentsAsync(company.Client, cancellationToken)).Where(i => i.MergedInto is null)], ofStories);
        }

        screen.Heading("6. The stories: what had to come out, and what did");
        foreach (var (story, outcome) in outcomes)
        {
            screen.Outcome(story, outcome, _arePlacesKnown);
        }

        var passed = outcomes.Count(o => o.Outcome.Passed);
        var without = outcomes.Count(o => !o.Outcome.Passed && o.Story.NeedsPlaces && !_arePlacesKnown);
        screen.Heading(without == 0
            ? $"{passed} of {outcomes.Count} are as expected."
            : $"{passed} of {outcomes.Count} are as expected; {without} cannot come out since places are unknown (no geo database), hence status 1.");
    }

    private async Task ReplayAsync(Feeds feeds, IReadOnlyList<RawRecord> records, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        var (shown, shownSent) = (from, 0L);
        var lastMs = 0L;
        await feeds.SendAsync(
            records,
            atMs =>
            {
                lastMs = atMs;
                var since = time.GetElapsedTime(shown);
                if (since >= ProgressEvery)
                {
                    screen.Progress(feeds.Sent, records.Count, (feeds.Sent - shownSent) / since.TotalSeconds, atMs);
                    (shown, shownSent) = (time.GetTimestamp(), feeds.Sent);
                }
            },
            cancellationToken);
        screen.Progress(feeds.Sent, records.Count, feeds.Sent / Math.Max(0.001, time.GetElapsedTime(from).TotalSeconds), lastMs);
    }

    /// <summary>Until nothing waits any more, at two looks running.</summary>
    private async Task DrainAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        for (var quiet = 0; quiet < 2;)
        {
            await Task.Delay(LookEvery, time, cancellationToken);
            var health = await api.GetAsync<ApiHealth>("/health/ready", cancellationToken);
            quiet = health.Backlog == 0 ? quiet + 1 : 0;
            if (time.GetElapsedTime(from) > DrainWithin)
            {
                throw new TimeoutException($"{health.Backlog} events were still waiting after {DrainWithin.TotalMinutes} minutes. {string.Join(' ', health.Problems)}");
            }
        }
    }

    /// <summary>Judges each story, for a while again when it is not as expected: what people read follows a moment later.</summary>
    private async Task<IReadOnlyList<(IStory Story, StoryOutcome Outcome)>> JudgeAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        var outcomes = new List<(IStory Story, StoryOutcome Outcome)>();
        while (true)
        {
            outcomes.Clear();
            foreach (var story in _book.Stories)
            {
                outcomes.Add((story, await story.CheckAsync(api, cancellationToken)));
            }

            if (outcomes.TrueForAll(o => o.Outcome.Passed) || time.GetElapsedTime(from) > JudgeWithin)
            {
                return outcomes;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    private async Task InviteAsync(CancellationToken cancellationToken)
    {
        screen.Heading("It stays up until Ctrl-C. Look around:");
        if (await GatewayProcess.HasConsoleAsync(options.Api, cancellationToken))
        {
            screen.Say($"  console  {options.Api}   key {options.AdminKey}");
        }

        screen.Say($"  API      {options.Api}api/v1   with 'Authorization: Bearer {options.AdminKey}' (valid while this runs)");
        screen.Say($"           e.g. curl -H 'Authorization: Bearer {options.AdminKey}' '{options.Api}api/v1/clients/demo/incidents?minScore=60'");
        screen.Say($"  HEC      {options.Hec}services/collector/event   with 'Authorization: Splunk {options.HecToken}'; syslog on {options.SyslogPort}; both for client demo");
        if (_firewall is { } firewall)
        {
            screen.Say($"  feed     curl -u 'firewall:{firewall.Secret}' {firewall.Address}   what Norvik's firewall blocks: one address, by hand, for two hours");
        }

        screen.Say($"  report   {options.Api}api/v1/clients/demo/report?format=html   and …/audit/export, with the key");
        screen.Say($"  metrics  {options.Api}metrics   description of the API: {options.Api}openapi/v1.json");
    }

    private int Failed(GatewayProcess gateway, string why)
    {
        screen.Heading(why);
        screen.Say($"The last lines of {gateway.LogPath}:");
        foreach (var line in gateway.LastLines(LogLines))
        {
            screen.Say($"  {line}");
        }

        return 1;
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

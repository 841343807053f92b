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

    /// <returns>Exit code: 0 when all is as expected.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(options.DemoDirectory))
        {
            Directory.Delete(options.DemoDirectory, recursive: true);
        }

        Directory.CreateDirectory(options.DemoDirectory);
        ClientSetup.WriteLists(options.DemoDirectory);
        screen.Say($"Starting the engine; its data is in {options.DemoDirectory}, its output in {Path.Combine(options.DataDirectory, "gateway.log")} …");
        await using var gateway = GatewayProcess.Start(options, time);
        if (await gateway.ReadyAsync(options.Api, cancellationToken) is not { } health)
        {
            return Failed(gateway, gateway.HasExited ? "The gateway ended before it was ready." : "The gateway was not ready within a minute.");
        }

        foreach (var problem in health.Problems)
        {
            screen.Say($"  note: {problem}");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = PlayAsync(end.Token);
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

            Invite();
            await gateway.WaitForExitAsync(cancellationToken);
            return Failed(gateway, "The gateway ended.");
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
        {
            return Failed(gateway, e.Message);
        }
    }

    private async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        using var api = new ApiClient(options.Api, options.AdminKey);
        await ClientSetup.PutPoliciesAsync(api, cancellationToken);
        await ClientSetup.PostIndicatorsAsync(api, _book.Listings(NowMs()), cancellationToken);
        var syslog = new SyslogSender();
        using var feeds = new Feeds(syslog, await ClientSetup.SendersAsync(api, options, time, cancellationToken), time);
        await syslog.ConnectAsync("127.0.0.1", options.SyslogPort, cancellationToken);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new LiveWatcher(api, screen, Clock.StoryDay(NowMs()), time).RunAsync(watching.Token);

        screen.Heading("Weeks of ordinary life at three companies, and within them the stories. HEC and syslog, raw vendor lines.");
        await ReplayAsync(feeds, _book.History(NowMs()), cancellationToken);
        await DrainAsync(api, cancellationToken);
        screen.Heading("What comes three weeks late, and what happens now");
        await feeds.SendAsync(_book.Late(NowMs()), progress: null, cancellationToken);
        await feeds.SendAsync(_book.Live(NowMs()), progress: null, cancellationToken);
        await DrainAsync(api, cancellationToken);
        var outcomes = await JudgeAsync(api, cancellationToken);
        await watching.CancelAsync();
        await watch;

        screen.Heading("From records to people");
        foreach (var company in Company.All)
        {
            screen.Funnel(await api.GetAsync<ApiFunnel>($"/api/v1/clients/{company.Client}/funnel", cancellationToken), company);
        }

        screen.Heading("The stories");
        foreach (var (story, outcome) in outcomes)
        {
            screen.Outcome(story, outcome);
        }

        var passed = outcomes.Count(o => o.Outcome.Passed);
        screen.Heading($"{passed} of {outcomes.Count} stories are as expected.");
        return passed == outcomes.Count;
    }

    private async Task ReplayAsync(Feeds feeds, IEnumerable<RawRecord> records, CancellationToken cancellationToken)
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
                    screen.Progress(feeds.Sent, (feeds.Sent - shownSent) / since.TotalSeconds, atMs);
                    (shown, shownSent) = (time.GetTimestamp(), feeds.Sent);
                }
            },
            cancellationToken);
        screen.Progress(feeds.Sent, feeds.Sent / Math.Max(0.001, time.GetElapsedTime(from).TotalSeconds), lastMs);
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

    private void Invite()
    {
        screen.Heading("It stays up until Ctrl-C.");
        screen.Say($"  API      {options.Api}api/v1   with 'Authorization: Bearer {options.AdminKey}' (valid while this runs)");
        screen.Say($"           e.g. curl -H 'Authorization: Bearer {options.AdminKey}' '{options.Api}api/v1/clients/demo/incidents?minScore=60'");
        screen.Say($"  HEC      {options.Hec}services/collector/event   with 'Authorization: Splunk {options.HecToken}'; syslog on {options.SyslogPort}; both for client demo");
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

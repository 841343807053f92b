using System.Diagnostics;
using Soc.Benchmarks.EndToEnd;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Response;

/// <summary>
/// The product in a process of its own, with rules of engagement that block the address of an attack at once, on the list that firewalls poll: how long from the
/// acknowledgement of the attack's lines, which are durable then, until a firewall would read the address, while others send 20,000 events a second.
/// </summary>
internal sealed class ResponseBench : IBench
{
    private const int Users = 20_000;

    private const int Clients = 20;
    private const int Attacks = 160;
    private const int Connections = 8;
    private const int WarmUpEvents = 600_000;
    private const int EventsPerSecond = 20_000;

    // So long that the product stores what changed, all of it, while it is measured.
    private const double Seconds = 40;
    private const string Checkpoints = "soc_checkpoint_seconds_count";

    private static readonly object Policy = new
    {
        // Users who sign in each second have findings, too: their addresses are blocked like the attackers', and nothing of it is held back here.
        rulesOfEngagement = new[] { new { id = "block", name = "Block at once", action = "block_address", mode = "act_then_tell", minScore = 60, maxScore = 100, maxMinutes = 60 } },
        engagement = new { limits = new { actionsPerHour = 1_000, actionsPerHourByConnector = 1_000, actionsPerHourByRule = 1_000 } },
    };

    public string Name => "response";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(ProductProcess.DllPath))
        {
            return [new BenchRow(Aims.BlockLagP99, "ms", 0, "Soc.Gateway is not built: run './soc bench response', which builds it")];
        }

        await using var product = await ProductProcess.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = product.Api };
        var (tokens, feeds) = (new string[Clients], new FeedWatch[Clients]);
        for (var client = 0; client < Clients; client++)
        {
            var name = FormattableString.Invariant($"bench{client}");
            var (hec, feed) = await product.AddClientAsync(name, new { }, cancellationToken);
            (tokens[client], feeds[client]) = (hec, new FeedWatch(http, name, feed));
        }

        var mix = new SignInMix(Users, Clients, withVpn: true);
        using var load = new HecLoad(product.Hec, tokens, Connections);
        Progress.Say($"response: a history of {Users} users");
        await load.SendAsync(HecPosts.Of(mix.EachUserOnce(NowMs() - 600_000)), double.PositiveInfinity, cancellationToken);
        await load.SendAsync(HecPosts.Of(mix.Take(Users, WarmUpEvents, NowMs() - 60_000, 60_000.0 / WarmUpEvents)), double.PositiveInfinity, cancellationToken);
        await product.DrainAsync(cancellationToken);

        // Only now: a history is nothing to act upon.
        for (var client = 0; client < Clients; client++)
        {
            await product.SetPolicyAsync(FormattableString.Invariant($"bench{client}"), Policy, cancellationToken);
        }

        await CheckpointsAsync(product, cancellationToken);
        return await MeasureAsync(product, load, mix, feeds, cancellationToken);
    }

    private static async Task<List<BenchRow>> MeasureAsync(ProductProcess product, HecLoad load, SignInMix mix, FeedWatch[] feeds, CancellationToken cancellationToken)
    {
        Progress.Say($"response: {EventsPerSecond} events/s for {Seconds} s, with {Attacks} attacks");
        const int Count = (int)(EventsPerSecond * Seconds);
        var posts = HecPosts.Of(mix.Take(Users + WarmUpEvents, Count, NowMs(), Seconds * 1_000 / Count));
        var checkpoints = (await product.MetricsAsync(cancellationToken)).Sum(Checkpoints);
        var watch = Stopwatch.StartNew();
        var attacking = AttackAsync(load, feeds, cancellationToken);
        await load.SendAsync(posts, EventsPerSecond, cancellationToken);
        var sent = Count / watch.Elapsed.TotalSeconds;
        var backlog = await product.BacklogAsync(cancellationToken);
        var came = await attacking;
        checkpoints = (await product.MetricsAsync(cancellationToken)).Sum(Checkpoints) - checkpoints;
        var missing = came.Count(c => c is null);
        var took = came.Select(c => c ?? FeedWatch.Patience.TotalMilliseconds).Order().ToList();
        var note = $"at {Table.Number(sent)} events/s sent, {Clients} clients: from HEC's acknowledgement to the address in plain/ip.txt, polled each {FeedWatch.PollEvery.TotalMilliseconds:0} ms; {Attacks - missing} of {Attacks} came, longest {Table.Number(took[^1])} ms; {Table.Number(backlog)} entries were not applied yet when the load was sent; {Table.Number(checkpoints)} checkpoint rounds ended meanwhile";
        if (missing > 0)
        {
            note += $"; each that did not counts as {FeedWatch.Patience.TotalSeconds:0} s";
        }

        return
        [
            new(Aims.BlockLagP50, "ms", Repeat.Percentile(took, 0.5), note),
            new(Aims.BlockLagP99, "ms", Repeat.Percentile(took, 0.99), note),
        ];
    }

    private static async Task<double?[]> AttackAsync(HecLoad load, FeedWatch[] feeds, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Seconds / Attacks), TimeProvider.System);
        var waiting = new List<Task<double?>>();
        for (var i = 0; i < Attacks && await timer.WaitForNextTickAsync(cancellationToken); i++)
        {
            var attack = Attack.Of(i, Clients);
            await load.PostAsync(attack.Post, cancellationToken);
            waiting.Add(feeds[attack.Post.Client].UntilThereAsync(attack.Ip, Stopwatch.GetTimestamp(), cancellationToken));
        }

        return await Task.WhenAll(waiting);
    }

    // The first may have begun under the warm-up, and rests for three times its length. The second has little to store, so that the next begins seconds later, under the load.
    private static async Task CheckpointsAsync(ProductProcess product, CancellationToken cancellationToken)
    {
        var before = (await product.MetricsAsync(cancellationToken)).Sum(Checkpoints);
        while ((await product.MetricsAsync(cancellationToken)).Sum(Checkpoints) < before + 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        }
    }

    private static long NowMs() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}

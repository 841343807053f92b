using System.Diagnostics;
using Soc.Benchmarks.EndToEnd;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Cluster;

/// <summary>One, two and three silos on the same cores: what a silo more costs, how long a signal takes, and how long a killed silo's partitions stand still.</summary>
internal sealed class ClusterBench : IBench
{
    private const int Users = 20_000;
    private const int Clients = 10;
    private const int Connections = 4;
    private const int WarmUpEvents = 240_000;
    private const int EventsPerRound = 60_000;
    private const double PacedSeconds = 12;
    private const int MaxSilos = 3;
    private const string Applied = "soc_pump_events_total";
    private const string SignalLag = "soc_signal_lag_seconds";
    private const string Checkpoint = "soc_checkpoint_seconds";

    public string Name => "cluster";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        for (var silos = 1; silos <= MaxSilos; silos++)
        {
            Progress.Say($"cluster: {silos} silos");
            rows.AddRange(await MeasureAsync(silos, isSpread: false, cancellationToken));
        }

        Progress.Say($"cluster: {MaxSilos} silos, entities anywhere");
        rows.AddRange(await MeasureAsync(MaxSilos, isSpread: true, cancellationToken));
        return rows;
    }

    private static async Task<List<BenchRow>> MeasureAsync(int silos, bool isSpread, CancellationToken cancellationToken)
    {
        await using var cluster = await ClusterProduct.StartAsync(silos, isSpread, cancellationToken);
        var tokens = new string[Clients];
        for (var client = 0; client < Clients; client++)
        {
            tokens[client] = await cluster.AddClientAsync(FormattableString.Invariant($"bench{client}"), cancellationToken);
        }

        var mix = new SignInMix(Users, Clients, withVpn: true);
        using var load = new HecLoad(cluster.Hec, tokens, Connections);
        await RoundAsync(cluster, load, HecPosts.Of(mix.EachUserOnce(NowMs() - 600_000)), cancellationToken);
        var first = Users;
        await RoundAsync(cluster, load, HecPosts.Of(mix.Take(first, WarmUpEvents, NowMs() - 60_000, 60_000.0 / WarmUpEvents)), cancellationToken);
        first += WarmUpEvents;
        var rounds = new List<(double Rate, double CpuMs)>();
        var before = await cluster.MetricsAsync(cancellationToken);
        for (var i = 0; i < Repeat.Times; i++, first += EventsPerRound)
        {
            rounds.Add(await RoundAsync(cluster, load, HecPosts.Of(mix.Take(first, EventsPerRound, NowMs() - 60_000, 60_000.0 / EventsPerRound)), cancellationToken));
        }

        var after = await cluster.MetricsAsync(cancellationToken);
        var rate = Repeat.Median(rounds.Select(r => r.Rate));
        var checkpoints = after.Sum(m => m.Sum(Checkpoint + "_count")) - before.Sum(m => m.Sum(Checkpoint + "_count"));
        var checkpointSeconds = after.Sum(m => m.Sum(Checkpoint + "_sum")) - before.Sum(m => m.Sum(Checkpoint + "_sum"));
        var rows = new List<BenchRow>
        {
            new(Aims.Cluster(silos), "events/s", rate, $"HEC in to state applied, {Users} users, {silos} silos and a gateway as processes on the same cores, Kafka's mock cluster, snapshots on Redis, incidents on PostgreSQL; {Table.Number(checkpoints == 0 ? 0 : checkpointSeconds / checkpoints * 1_000)} ms a checkpoint round, {checkpoints} rounds"),
            new(Aims.ClusterCpu(silos), "CPU ms/1,000 events", Repeat.Median(rounds.Select(r => r.CpuMs)), "of the gateway and the silos together; lower is better"),
        };
        if (isSpread)
        {
            return [rows[0] with { Name = Aims.ClusterSpread }, rows[1] with { Name = Aims.ClusterSpreadCpu }];
        }

        var lag = await LagAsync(cluster, load, mix, first, rate / 2, cancellationToken);
        first += (int)(rate / 2 * PacedSeconds);
        rows.Add(new(Aims.ClusterLag(silos, "p50"), "ms", lag.Quantile(0.5) * 1_000, $"from receipt to the signal durable at {Table.Number(rate / 2)} events/s, {lag.Count} signals"));
        rows.Add(new(Aims.ClusterLag(silos, "p99"), "ms", lag.Quantile(0.99) * 1_000, "the same"));
        if (silos == MaxSilos)
        {
            rows.Add(await FailoverAsync(cluster, cancellationToken));
        }

        return rows;
    }

    private static async Task<(double Rate, double CpuMs)> RoundAsync(ClusterProduct cluster, HecLoad load, List<HecPost> posts, CancellationToken cancellationToken)
    {
        var events = posts.Sum(p => p.Events);
        var appliedBefore = await AppliedAsync(cluster, cancellationToken);
        var cpu = cluster.CpuSeconds();
        var watch = Stopwatch.StartNew();
        await load.SendAsync(posts, double.PositiveInfinity, cancellationToken);
        var sentSeconds = watch.Elapsed.TotalSeconds;

        // The exporters keep a reading for a second: the last of these looks is late by as much, the backlog is not.
        while ((await cluster.ReadAsync(cancellationToken)).Backlog > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var round = (Rate: events / seconds, CpuMs: (cluster.CpuSeconds() - cpu) * 1e6 / events);
        for (var look = 0; look < 20 && await AppliedAsync(cluster, cancellationToken) - appliedBefore < events; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        }

        var applied = await AppliedAsync(cluster, cancellationToken) - appliedBefore;
        Progress.Say($"  {events} events: acknowledged in {Table.Number(sentSeconds)} s, applied in {Table.Number(seconds)} s: {Table.Number(round.Rate)}/s, {Table.Number(round.CpuMs)} ms of CPU for 1,000");
        return applied >= events ? round : throw new InvalidOperationException($"{events} events were acknowledged and {applied} applied.");
    }

    private static async Task<HistogramShare> LagAsync(ClusterProduct cluster, HecLoad load, SignInMix mix, int first, double rate, CancellationToken cancellationToken)
    {
        var count = (int)(rate * PacedSeconds);
        var posts = HecPosts.Of(mix.Take(first, count, NowMs(), PacedSeconds * 1_000 / count));
        var before = await BucketsAsync(cluster, cancellationToken);
        await load.SendAsync(posts, rate, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, cancellationToken);
        return new HistogramShare(before, await BucketsAsync(cluster, cancellationToken));
    }

    private static async Task<BenchRow> FailoverAsync(ClusterProduct cluster, CancellationToken cancellationToken)
    {
        cluster.Kill(0);
        var watch = Stopwatch.StartNew();
        while ((await cluster.ReadAsync(cancellationToken)).Partitions < ClusterProduct.Partitions)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        return new BenchRow(Aims.Failover, "s", watch.Elapsed.TotalSeconds, "SIGKILL of one of three silos until all partitions are read again; the broker waits 6 s for a sign of life, and the mock cluster 5 s more for members to come back, which a real broker does not; once");
    }

    private static async Task<double> AppliedAsync(ClusterProduct cluster, CancellationToken cancellationToken) =>
        (await cluster.MetricsAsync(cancellationToken)).Sum(m => m.Sum(Applied));

    private static async Task<IReadOnlyList<(double UpTo, double Count)>> BucketsAsync(ClusterProduct cluster, CancellationToken cancellationToken) =>
    [
        .. (await cluster.MetricsAsync(cancellationToken))
            .SelectMany(m => m.Buckets(SignalLag))
            .GroupBy(b => b.UpTo)
            .Select(g => (g.Key, g.Sum(b => b.Count)))
            .OrderBy(b => b.Key),
    ];

    private static long NowMs() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}

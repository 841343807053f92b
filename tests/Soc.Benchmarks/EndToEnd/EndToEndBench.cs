using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Soc.Benchmarks.Lines;
using Soc.Benchmarks.Running;
using Soc.Detection;
using Soc.GrainInterfaces.Clients;
using Soc.Parsing;
using Soc.Silo.Ingest;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>
/// The product in a process of its own: raw lines into HEC until all of it is applied, with 100,000 users; then, at half of
/// the rate reached, how long a signal takes. The load comes from this process, on the same cores, and is told apart.
/// </summary>
internal sealed class EndToEndBench : IBench
{
    private const int Users = 100_000;
    private const int Clients = 10;
    private const int Connections = 8;
    private const int WarmUpEvents = 1_000_000;
    private const int WarmUpPerRound = 200_000;
    private const int MinEventsPerRound = 20_000;
    private const int MaxEventsPerRound = 300_000;
    private const double RoundSeconds = 7;
    private const double PacedSeconds = 15;
    private const int Attacks = 150;
    private const string Applied = "soc_pump_events_total";
    private const string SignalLag = "soc_signal_lag_seconds";
    private const string Pause = "soc_gc_pause_seconds";

    public string Name => "e2e";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(ProductProcess.DllPath))
        {
            return [new BenchRow(Aims.EndToEnd, "events/s", 0, "Soc.Gateway is not built: run './soc bench', which builds it")];
        }

        var rows = await ProductAsync(cancellationToken);
        rows.Add(await DictionaryAsync(cancellationToken));
        return rows;
    }

    private static async Task<List<BenchRow>> ProductAsync(CancellationToken cancellationToken)
    {
        var mix = new SignInMix(Users, Clients, withVpn: true);
        await using var product = await ProductProcess.StartAsync(cancellationToken);
        var tokens = new string[Clients];
        for (var client = 0; client < Clients; client++)
        {
            tokens[client] = await product.AddClientAsync(FormattableString.Invariant($"bench{client}"), cancellationToken);
        }

        using var load = new HecLoad(product.Hec, tokens, Connections);
        Progress.Say($"e2e: one event of each of {Users} users");
        var cold = await RoundAsync(product, load, HecPosts.Of(mix.EachUserOnce(NowMs() - 600_000)), cancellationToken);
        // Ten events each: what is measured is a day like any other, not the first minutes of a new installation.
        var first = Users;
        var rate = cold.Rate;
        for (; first < Users + WarmUpEvents; first += WarmUpPerRound)
        {
            rate = (await RoundAsync(product, load, HecPosts.Of(mix.Take(first, WarmUpPerRound, NowMs() - 60_000, 60_000.0 / WarmUpPerRound)), cancellationToken)).Rate;
        }

        var rounds = new List<Round>();
        for (var i = 0; i < Repeat.Times; i++)
        {
            var count = (int)Math.Clamp(rate * RoundSeconds, MinEventsPerRound, MaxEventsPerRound);
            rounds.Add(await RoundAsync(product, load, HecPosts.Of(mix.Take(first, count, NowMs() - 60_000, 60_000.0 / count)), cancellationToken));
            rate = rounds[^1].Rate;
            first += count;
        }

        var reached = Repeat.Median(rounds.Select(r => r.Rate));
        var cpu = Repeat.Median(rounds.Select(r => r.ProductCpuMs));
        var loadCpu = Repeat.Median(rounds.Select(r => r.LoadCpuMs));
        var rows = new List<BenchRow>
        {
            new(Aims.EndToEnd, "events/s", reached, $"Entra and PAN-OS GLOBALPROTECT lines, {HecPosts.MinLines}–{HecPosts.MaxLines} a request, {Connections} connections, half of the requests gzip, each acknowledged when durable; {Table.Number(cpu)} ms of the product's CPU for 1,000 events, and {Table.Number(loadCpu)} ms of the load's on the same cores"),
            new(Aims.EndToEndPerCore, "events/core-second", 1e6 / cpu, "the product's own CPU time: what it would do if the load came from elsewhere"),
            new(Aims.EndToEndCold, "events/s", cold.Rate, $"one event of each of {Users} users, each new; once; {Table.Number(cold.ProductCpuMs)} ms of the product's CPU for 1,000 events"),
        };
        rows.AddRange(await LagAsync(product, load, mix, first, reached / 2, cancellationToken));
        return rows;
    }

    private static async Task<Round> RoundAsync(ProductProcess product, HecLoad load, List<HecPost> posts, CancellationToken cancellationToken)
    {
        var events = posts.Sum(p => p.Events);
        var appliedBefore = (await product.MetricsAsync(cancellationToken)).Sum(Applied);
        var productCpu = new ChildCpu(product.Child.Process);
        using var self = Process.GetCurrentProcess();
        var loadCpu = new ChildCpu(self);
        var watch = Stopwatch.StartNew();
        await load.SendAsync(posts, double.PositiveInfinity, cancellationToken);
        var sentSeconds = watch.Elapsed.TotalSeconds;
        await product.DrainAsync(cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        var round = new Round(events / seconds, productCpu.Seconds() * 1e6 / events, loadCpu.Seconds() * 1e6 / events);
        Progress.Say($"  {events} events: acknowledged in {Table.Number(sentSeconds)} s, applied in {Table.Number(seconds)} s: {Table.Number(round.Rate)}/s, {Table.Number(round.ProductCpuMs)} + {Table.Number(round.LoadCpuMs)} ms of CPU for 1,000 ({load.Busy} busy answers)");
        await CheckAsync(product, appliedBefore, events, cancellationToken);
        return round;
    }

    // The exporter keeps a reading for a second.
    private static async Task CheckAsync(ProductProcess product, double appliedBefore, int events, CancellationToken cancellationToken)
    {
        var applied = 0.0;
        for (var look = 0; look < 5 && applied < events; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, cancellationToken);
            applied = (await product.MetricsAsync(cancellationToken)).Sum(Applied) - appliedBefore;
        }

        if (applied < events)
        {
            throw new InvalidOperationException($"{events} events were acknowledged and {applied} applied. The gateway said: {product.LastLines()}");
        }
    }

    private static async Task<List<BenchRow>> LagAsync(ProductProcess product, HecLoad load, SignInMix mix, int first, double rate, CancellationToken cancellationToken)
    {
        Progress.Say($"e2e: {Table.Number(rate)} events/s for {PacedSeconds} s, with {Attacks} attacks");
        var count = (int)(rate * PacedSeconds);
        var posts = HecPosts.Of(mix.Take(first, count, NowMs(), PacedSeconds * 1_000 / count));
        var before = await product.MetricsAsync(cancellationToken);
        var triggers = new Triggers(product, load, Clients);
        await Task.WhenAll(
            load.SendAsync(posts, rate, cancellationToken),
            triggers.RunAsync(Attacks, TimeSpan.FromSeconds(PacedSeconds / Attacks), cancellationToken));
        await product.DrainAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(1_200), TimeProvider.System, cancellationToken);
        var after = await product.MetricsAsync(cancellationToken);
        var lag = new HistogramShare(before.Buckets(SignalLag), after.Buckets(SignalLag));
        var pauses = new HistogramShare(before.Buckets(Pause), after.Buckets(Pause));
        var (took, sent) = triggers.Results();
        var pace = $"at {Table.Number(rate)} events/s";
        var histogram = $"{pace}: from receipt to the signal durable, of {lag.Count} signals, from the buckets of {SignalLag}; {Table.Number(lag.ShareUpTo(0.5) * 100)} % within 500 ms";
        var stream = $"{pace}: from HEC's acknowledgement to the incident on the live stream (which looks every 200 ms); {took.Count} of {sent} attacks came";
        return
        [
            new(Aims.SignalLagP50, "ms", lag.Quantile(0.5) * 1_000, histogram),
            new(Aims.SignalLagP99, "ms", lag.Quantile(0.99) * 1_000, histogram),
            new(Aims.Pause, "ms", pauses.LargestUpTo * 1_000, $"{pace}: upper end of the bucket that the longest of {pauses.Count} stops is in; checkpoints go on meanwhile, and stop nobody but one entity for its own bytes"),
            new(Aims.StreamLagP50, "ms", Repeat.Percentile(took, 0.5), stream),
            new(Aims.StreamLagP99, "ms", Repeat.Percentile(took, 0.99), stream),
        ];
    }

    // The same lines without HTTP, log and grains: parsed, then a dictionary of the same entities, one thread.
    private static async Task<BenchRow> DictionaryAsync(CancellationToken cancellationToken)
    {
        Progress.Say("e2e: the same lines parsed and applied in a dictionary, one thread");
        await using var silo = await SiloHost.StartAsync(Clients, cancellationToken);
        var entities = new DictionaryOfEntities(silo.Router, silo.Services.GetRequiredService<DetectorCatalog>(), silo.Services.GetRequiredService<IClientPolicies>());
        var perRead = silo.Services.GetRequiredService<PumpOptions>().MaxEntriesPerRead;
        var catalog = SourceCatalog.Load();
        var mix = new SignInMix(Users, Clients, withVpn: true);
        entities.Apply(EventFactory.Of(catalog, mix.EachUserOnce(NowMs() - 600_000)), perRead);
        entities.Apply(RawLines.Parse(catalog, RawLines.Of(mix.Take(Users, WarmUpPerRound, NowMs() - 60_000, 0.3))), perRead);
        var rates = new List<double>();
        for (var round = 0; round <= Repeat.Times; round++)
        {
            var lines = RawLines.Of(mix.Take(Users + WarmUpPerRound + (round * MinEventsPerRound), MinEventsPerRound, NowMs() - 60_000, 1));
            var watch = Stopwatch.StartNew();
            entities.Apply(RawLines.Parse(catalog, lines), perRead);
            rates.Add(lines.Count / watch.Elapsed.TotalSeconds);
        }

        rates.RemoveAt(0);
        return new BenchRow(Aims.EndToEndBaseline, "events/s", Repeat.Median(rates), $"lines already in memory; {entities.Count} entities");
    }

    private static long NowMs() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Round(double Rate, double ProductCpuMs, double LoadCpuMs);
}

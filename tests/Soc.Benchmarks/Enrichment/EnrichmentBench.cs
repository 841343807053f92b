using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.Benchmarks.Running;
using Soc.Enrichment;
using Soc.Enrichment.Egress;
using Soc.Enrichment.Geo;
using Soc.Enrichment.Indicators;
using Soc.Enrichment.Policies;
using Soc.Model.Events;
using Soc.Model.Indicators;

namespace Soc.Benchmarks.Enrichment;

/// <summary>Facts of an address: one seen before, and one never seen; on one thread.</summary>
internal sealed class EnrichmentBench : IBench
{
    private const string Client = "bench";
    private const int Listings = 100_000;
    private const int RepeatedAddresses = 20_000;
    private const int RepeatedRounds = 50;
    private const int NewAddresses = 100_000;

    public string Name => "enrichment";

    public Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var directory = Environment.GetEnvironmentVariable("SOC_GEO") ?? Path.Combine(RepositoryRoot.Path, "data", "geo");
        var options = new EnrichmentOptions { Directory = directory };
        using var geo = new GeoDatabases(options);
        using var lists = new OperatorLists(options, TimeProvider.System, NullLogger<OperatorLists>.Instance);
        var indicators = new IndicatorSnapshot();
        indicators.Publish("*", [.. Enumerable.Range(0, Listings).Select(i => new Indicator { Kind = "ip", Value = AddressOf(i * 7), List = "feed" })]);

        var repeated = Events(0, RepeatedAddresses);
        var warm = new List<double>();
        var cold = new List<double>();
        for (var round = 0; round < Repeat.Times && !cancellationToken.IsCancellationRequested; round++)
        {
            var enricher = new Enricher(geo, lists, indicators, new ClientPolicies(), options);
            cold.Add(Rate(enricher, Events((round + 1) * 1_000_000, NewAddresses), 1));
            Rate(enricher, repeated, 1);
            warm.Add(Rate(enricher, repeated, RepeatedRounds));
        }

        var databases = geo.HasCity && geo.HasAsn ? "city and ASN databases" : "NO geo databases";
        IReadOnlyList<BenchRow> rows =
        [
            new("enrichment, addresses seen before", "events/s", Repeat.Median(warm), $"one thread, {RepeatedAddresses:N0} addresses, {databases}, {Listings:N0} listings"),
            new("enrichment, every address new", "events/s", Repeat.Median(cold), $"one thread, {databases}, {Listings:N0} listings"),
        ];
        return Task.FromResult(rows);
    }

    private static double Rate(Enricher enricher, SecurityEvent[] events, int rounds)
    {
        var watch = Stopwatch.StartNew();
        var known = 0L;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var e in events)
            {
                known += enricher.FactsOf(e).Asn;
            }
        }

        GC.KeepAlive(known);
        return (double)events.Length * rounds / watch.Elapsed.TotalSeconds;
    }

    private static SecurityEvent[] Events(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(i => new SecurityEvent
        {
            Id = default,
            Client = Client,
            Class = EventClass.Authentication,
            ActivityId = Soc.Model.Events.Activity.Auth.Logon,
            TimeMs = 1_760_000_000_000,
            ReceivedMs = 1_760_000_000_000,
            Source = "bench",
            Src = new EndpointSection { Ip = AddressOf(i) },
        }),
    ];

    // Spread over the unicast space, the same in every run.
    private static string AddressOf(int i)
    {
        var mixed = (uint)i * 2_654_435_761u;
        var first = 1 + (mixed >> 24) % 220;
        return string.Create(CultureInfo.InvariantCulture, $"{first}.{(mixed >> 16) & 255}.{(mixed >> 8) & 255}.{mixed & 255}");
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Soc.Enrichment.Egress;
using Soc.Enrichment.Geo;
using Soc.Enrichment.Indicators;
using Soc.Enrichment.Policies;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Enrichment.Tests;

/// <summary>An enricher with its snapshots at hand.</summary>
internal sealed class TestEnricher : IDisposable
{
    public const string Client = "acme";
    public const long NoonMs = 1_760_000_000_000;

    public TestEnricher(EnrichmentOptions options)
    {
        Geo = new GeoDatabases(options);
        Lists = new OperatorLists(options, TimeProvider.System, NullLogger<OperatorLists>.Instance);
        Lists.Reload();
        Health = new EnrichmentHealth(Geo, Lists, Policies);
        Enricher = new Enricher(Geo, Lists, Indicators, Policies, options);
    }

    public GeoDatabases Geo { get; }

    public OperatorLists Lists { get; }

    public IndicatorSnapshot Indicators { get; } = new();

    public ClientPolicies Policies { get; } = new();

    public EnrichmentHealth Health { get; }

    public Enricher Enricher { get; }

    public AddressFacts FactsOf(string? ip, string client = Client, long atMs = NoonMs) => Enricher.FactsOf(Event(ip, client, atMs));

    public static SecurityEvent Event(string? ip, string client, long atMs) => new()
    {
        Id = default,
        Client = client,
        Class = EventClass.Authentication,
        ActivityId = Activity.Auth.Logon,
        TimeMs = atMs,
        ReceivedMs = atMs,
        Source = "test",
        Src = ip is null ? null : new EndpointSection { Ip = ip },
    };

    public void Dispose()
    {
        Geo.Dispose();
        Lists.Dispose();
    }
}

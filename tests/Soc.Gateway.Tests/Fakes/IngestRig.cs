using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Identity;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>A pipeline over fakes, with client "demo" and a clock that stands at 2026-03-02 09:00 UTC.</summary>
internal sealed class IngestRig : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public IngestRig(TimeProvider? time = null, IRecordParser? parser = null)
    {
        Metrics = new IngestMetrics(Meters);
        Health = new IngestHealth(time ?? Time);
        Pipeline = new IngestPipeline(parser ?? new LineParser(), Identities, Policies, Log, DeadLetters, Metrics, Health, Options.Create(new IngestOptions()), time ?? Time, NullLogger<IngestPipeline>.Instance);
    }

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public InMemoryEventLog Log { get; } = new();

    public InMemoryDeadLetters DeadLetters { get; } = new();

    public InMemoryClientPolicies Policies { get; } = new("demo", "other");

    public IdentityDirectory Identities { get; } = new();

    public IngestMetrics Metrics { get; }

    public IngestHealth Health { get; }

    public IngestPipeline Pipeline { get; }

    public void Dispose()
    {
        Metrics.Dispose();
        _services.Dispose();
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.Enrichment.Policies;
using Soc.Grains.Entities;
using Soc.Grains.Hosting;
using Soc.Silo.Ingest;
using Xunit;

namespace Soc.Grains.Tests.Ingest;

public sealed class CheckpointServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_that_take_longer_are_further_apart_and_come_back_together()
    {
        var time = new RecordedTime();
        var store = new SlowOffsets(time);
        await using var log = new EmptyLog();
        using var tracker = new CheckpointTracker(partitionCount: 1);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var options = new PumpOptions { CheckpointIntervalMs = 5_000, CheckpointRestFactor = 3, MaxCheckpointIntervalMs = 60_000 };
        var instruments = new SiloInstruments(services.GetRequiredService<IMeterFactory>(), time, NullLogger<SiloInstruments>.Instance);
        var local = new LocalHandOver(new LiveEntities(), tracker, new EntityWork(new ClientPolicies(), instruments), store, Make.Codec);
        var saver = new EntitySaver(local, new EntityCalls(null!), Make.NoOtherSilos, options);
        using var service = new CheckpointService(tracker, saver, log, store, options, instruments, time, NullLogger<CheckpointService>.Instance);
        await service.StartAsync(Cancel);
        var wait = await time.WaitBegunAsync(Cancel);
        wait.ShouldBe(TimeSpan.FromSeconds(5), "nothing is known yet");

        var position = 0L;
        foreach (var (tookSeconds, restSeconds) in new[] { (1, 5), (10, 30), (40, 60), (0, 5) })
        {
            store.WriteTakes = TimeSpan.FromSeconds(tookSeconds);
            tracker.Advance(0, ++position, tracker.Epoch);
            time.Advance(wait);
            wait = await time.WaitBegunAsync(Cancel);
            wait.ShouldBe(TimeSpan.FromSeconds(restSeconds), $"after a round of {tookSeconds} s");
            log.Committed.ShouldBe(position);
        }

        await service.StopAsync(Cancel);
    }
}

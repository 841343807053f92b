using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.EventLog;
using Soc.EventLog.Kafka;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Kafka;

/// <summary>Several processes' worth of readers on one topic: each partition has one, and changes hands in good order.</summary>
public sealed class KafkaLeaseTests : IDisposable
{
    private const int Partitions = 6;
    private const string Topic = "soc.events";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly MockKafka _kafka = new();

    public KafkaLeaseTests() => _kafka.CreateTopic(Topic, Partitions);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KafkaLogOptions Options => new() { BootstrapServers = _kafka.BootstrapServers, EventsTopic = Topic, SessionTimeoutMs = 6_000, HandBackTimeoutMs = 10_000 };

    public void Dispose() => _kafka.Dispose();

    [Fact]
    public async Task TheFirstOwnsAll_TheSecondTakesSome_WhatStaysIsNotInterrupted_AndTheLastGetsAllBack()
    {
        await using var first = Open();
        var leases = await OwnAsync(first, Partitions);
        var second = Open();
        var theirs = Enumerable.Range(0, Partitions).Select(p => second.OwnAsync(p, Cancel).AsTask()).ToArray();

        // The first hears which ones go; until it has let go of them, nobody else has them.
        await UntilAsync(() => leases.Count(l => l.Lost.IsCancellationRequested) == Partitions / 2, "half of them go");
        theirs.ShouldAllBe(t => !t.IsCompleted, "the first still reads them");
        var gone = Enumerable.Range(0, Partitions).Where(p => leases[p].Lost.IsCancellationRequested).ToArray();
        foreach (var p in gone)
        {
            leases[p].Dispose();
        }

        await UntilAsync(() => theirs.Count(t => t.IsCompletedSuccessfully) == gone.Length, "the second has them");
        gone.ShouldAllBe(p => theirs[p].IsCompletedSuccessfully);
        Enumerable.Range(0, Partitions).Except(gone).ShouldAllBe(p => !leases[p].Lost.IsCancellationRequested, "the others were read all the time");

        foreach (var p in gone)
        {
            (await theirs[p]).Dispose();
        }

        await second.DisposeAsync();
        var back = await Task.WhenAll(gone.Select(p => first.OwnAsync(p, Cancel).AsTask())).WaitAsync(Patience, Cancel);
        back.ShouldAllBe(l => !l.Lost.IsCancellationRequested);
        foreach (var lease in back.Concat(leases.Where((_, p) => !gone.Contains(p))))
        {
            lease.Dispose();
        }
    }

    [Fact]
    public async Task AReaderThatDoesNotLetGo_IsNotWaitedForForEver()
    {
        await using var first = KafkaEventLog.Open(Options with { HandBackTimeoutMs = 500 }, TimeProvider.System, NullLogger.Instance);
        var leases = await OwnAsync(first, Partitions);
        await using var second = Open();
        var theirs = Enumerable.Range(0, Partitions).Select(p => second.OwnAsync(p, Cancel).AsTask()).ToArray();
        await UntilAsync(() => theirs.Count(t => t.IsCompletedSuccessfully) == Partitions / 2, "the second has its share");
        leases.Count(l => l.Lost.IsCancellationRequested).ShouldBe(Partitions / 2);
        foreach (var lease in leases)
        {
            lease.Dispose();
        }
    }

    [Fact]
    public async Task WhatIsCheckpointed_IsSaidToTheGroup_ForToolsThatShowTheLag()
    {
        await using var log = Open();
        await log.AppendAsync([Samples.Entry(1, 1), Samples.Entry(1, 2), Samples.Entry(1, 3)], Cancel);
        var leases = await OwnAsync(log, Partitions);
        log.Commit(1, 2);
        using var tool = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = _kafka.BootstrapServers, GroupId = Options.GroupId }).Build();
        await UntilAsync(() => tool.Committed([new TopicPartition(Topic, 1)], TimeSpan.FromSeconds(5))[0].Offset == 2, "the group knows");
        leases.ForEach(l => l.Dispose());
    }

    [Fact]
    public async Task WhoWaitsForAPartition_HearsThatTheLogIsClosed()
    {
        await using var first = Open();
        var leases = await OwnAsync(first, Partitions);
        var second = Open();
        var waiting = second.OwnAsync(0, CancellationToken.None).AsTask();
        await second.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience, Cancel));
        await Should.ThrowAsync<ObjectDisposedException>(() => second.OwnAsync(1, CancellationToken.None).AsTask().WaitAsync(Patience, Cancel));
        leases.ForEach(l => l.Dispose());
    }

    private static async Task<List<IPartitionLease>> OwnAsync(KafkaEventLog log, int partitions)
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, partitions).Select(p => log.OwnAsync(p, Cancel).AsTask())).WaitAsync(Patience, Cancel);
        return [.. leases];
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (!condition())
        {
            patience.IsCancellationRequested.ShouldBeFalse($"Waited in vain until {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }
    }

    private KafkaEventLog Open() => KafkaEventLog.Open(Options, TimeProvider.System, NullLogger.Instance);
}

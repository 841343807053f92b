using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.EventLog;
using Soc.EventLog.Kafka;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Kafka;

/// <summary>The same promises over the Kafka protocol, and what only brokers can do.</summary>
public sealed class KafkaEventLogTests : EventLogConformance, IDisposable
{
    private const string Topic = "soc.events";
    private readonly MockKafka _kafka = new();

    public KafkaEventLogTests() => _kafka.CreateTopic(Topic, Partitions);

    private KafkaLogOptions Options => new() { BootstrapServers = _kafka.BootstrapServers, EventsTopic = Topic, AppendTimeoutMs = 20_000 };

    public void Dispose() => _kafka.Dispose();

    protected override ValueTask<IEventLog> OpenAsync() => ValueTask.FromResult<IEventLog>(Open(Options));

    [Fact]
    public async Task BrokerAway_AppendWaits_AndIsTakenOnce_WhenItIsBack()
    {
        await using var log = Open(Options);
        await log.AppendAsync([Samples.Entry(0, 1)], Cancel);
        _kafka.Down();
        var append = log.AppendAsync([Samples.Entry(0, 2)], Cancel).AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, Cancel);
        append.IsCompleted.ShouldBeFalse();
        _kafka.Up();
        await append;
        await log.AppendAsync([Samples.Entry(0, 3)], Cancel);
        (await ReadNumbersAsync(log, 0, 3)).ShouldBe([1, 2, 3]);
        log.EndOffset(0).ShouldBe(3);
    }

    [Fact]
    public async Task BrokerAwayForTooLong_AppendFails_AndSaysWhatToDo()
    {
        await using var log = Open(Options with { AppendTimeoutMs = 1_500 });
        await log.AppendAsync([Samples.Entry(0, 1)], Cancel);
        _kafka.Down();
        var failure = await Should.ThrowAsync<EventLogUnavailableException>(async () => await log.AppendAsync([Samples.Entry(0, 2)], Cancel));
        failure.Message.ShouldContain("check the brokers");
        _kafka.Up();
        await Eventually(async () => await log.AppendAsync([Samples.Entry(0, 3)], Cancel));
    }

    [Fact]
    public async Task TooMuchWaiting_IsRefusedWhole_AndRoomComesBack()
    {
        await using var log = Open(Options with { MaxPendingBytes = 100_000 });
        await log.AppendAsync([Samples.Entry(0, 1)], Cancel);
        _kafka.Down();
        var waiting = new List<Task>();
        EventLogBusyException? refusal = null;
        for (var i = 0; refusal is null && i < 1_000; i++)
        {
            try
            {
                waiting.Add(log.AppendAsync([Samples.Entry(0, i + 2, rawBytes: 1_000)], Cancel).AsTask());
            }
            catch (EventLogBusyException e)
            {
                refusal = e;
            }

            if (refusal is null && waiting[^1].IsFaulted)
            {
                refusal = (await Should.ThrowAsync<EventLogBusyException>(waiting[^1]));
                waiting.RemoveAt(waiting.Count - 1);
            }
        }

        refusal.ShouldNotBeNull().Message.ShouldContain("send again");
        _kafka.Up();
        await Task.WhenAll(waiting);
        await log.AppendAsync([Samples.Entry(0, 5_000)], Cancel);
        (await ReadNumbersAsync(log, 0, waiting.Count + 2)).Length.ShouldBe(waiting.Count + 2);
    }

    /// <summary>The mock forgets by itself what is over 5 MB a partition, as retention does.</summary>
    [Fact]
    public async Task WhatRetentionRemoved_IsSaid_AndReadingGoesOn()
    {
        const int entries = 6_000;
        await using var log = Open(Options with { Compression = "None" });
        for (var i = 0; i < entries; i += 500)
        {
            await log.AppendAsync([.. Enumerable.Range(i, 500).Select(n => Samples.Entry(1, n, rawBytes: 2_000))], Cancel);
        }

        var batch = await log.ReadAsync(1, 0, 10, Cancel);
        batch.Lost.ShouldBeGreaterThan(0);
        batch.Offsets[0].ShouldBe(batch.Lost);
        Samples.NumberOf(batch.Events[0]).ShouldBe(batch.Lost, "the first that is left");
        log.StartOffset(1).ShouldBe(batch.Lost);
    }

    [Fact]
    public async Task OffsetBeyondTheEnd_IsAnotherTopic_AndIsRefused()
    {
        await using var log = Open(Options);
        await log.AppendAsync([Samples.Entry(2, 1)], Cancel);
        var refusal = await Should.ThrowAsync<EventLogUnavailableException>(async () => await log.ReadAsync(2, 1_000, 10, Cancel));
        refusal.Message.ShouldContain("made anew");
        (await ReadNumbersAsync(log, 2, 1)).ShouldBe([1], "the log itself can be read");
    }

    /// <summary>The fetching pauses when enough is read ahead; who then begins elsewhere is not left in the pause.</summary>
    [Fact]
    public async Task ReadAgain_WhileFetchingPauses_GoesOn()
    {
        const int entries = 200;
        const int readAhead = 20;
        await using var log = Open(Options with { MaxReadAheadEntries = readAhead });
        for (var i = 0; i < entries; i++)
        {
            await log.AppendAsync([Samples.Entry(0, i)], Cancel);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        foreach (var from in new[] { 0, 100, 50, 0 })
        {
            var batch = await log.ReadAsync(0, from, 1, patience.Token);
            Samples.NumberOf(batch.Events[0]).ShouldBe(from);
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
        }

        for (var next = 1L; next < entries;)
        {
            var batch = await log.ReadAsync(0, next, entries, patience.Token);
            batch.Offsets[0].ShouldBe(next);
            next = batch.NextOffset;
        }
    }

    [Fact]
    public async Task MessageThatIsNotOurs_CountsAsAGap()
    {
        await using var log = Open(Options);
        await log.AppendAsync([Samples.Entry(0, 1)], Cancel);
        using (var stranger = new Confluent.Kafka.ProducerBuilder<Confluent.Kafka.Null, string>(new Confluent.Kafka.ProducerConfig { BootstrapServers = _kafka.BootstrapServers }).Build())
        {
            await stranger.ProduceAsync(new Confluent.Kafka.TopicPartition(Topic, 0), new Confluent.Kafka.Message<Confluent.Kafka.Null, string> { Value = "hello" }, Cancel);
        }

        await log.AppendAsync([Samples.Entry(0, 2)], Cancel);
        var read = await ReadAtLeastAsync(log, 0, 2);
        read.Select(e => Samples.NumberOf(e.Event)).ShouldBe([1, 2]);
        read[1].LostBefore.ShouldBe(1);
    }

    [Fact]
    public void NoBroker_NoTopic_OddSettings_AreSaidAtTheStart()
    {
        Should.Throw<InvalidOperationException>(() => Open(Options with { BootstrapServers = "127.0.0.1:1", ConnectTimeoutMs = 1_000 })).Message.ShouldContain("BootstrapServers");
        Should.Throw<InvalidOperationException>(() => Open(Options with { SecurityProtocol = "None" })).Message.ShouldContain("SaslSsl");
        Should.Throw<InvalidOperationException>(() => Open(Options with { Compression = "Best" })).Message.ShouldContain("Lz4");
        Should.Throw<InvalidOperationException>(() => Open(Options with { SessionTimeoutMs = 0 })).Message.ShouldContain("session.timeout.ms");
    }

    private static KafkaEventLog Open(KafkaLogOptions options) => KafkaEventLog.Open(options, TimeProvider.System, NullLogger.Instance);

    private static async Task Eventually(Func<Task> action)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await action();
                return;
            }
            catch (EventLogUnavailableException) when (i < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
            }
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.EventLog;
using Soc.EventLog.Kafka;

namespace Soc.Storage.Conformance.EventLogs.Kafka;

/// <summary>The dead letters in a topic keep the promises of every dead-letter log.</summary>
public sealed class KafkaDeadLetterLogTests : DeadLetterLogConformance, IDisposable
{
    private const string Topic = "soc.dead-letters";
    private readonly MockKafka _kafka = new();

    public KafkaDeadLetterLogTests() => _kafka.CreateTopic(Topic, 3);

    private KafkaLogOptions Options => new() { BootstrapServers = _kafka.BootstrapServers, DeadLettersTopic = Topic, ConnectTimeoutMs = 5_000 };

    public void Dispose() => _kafka.Dispose();

    [Fact]
    public async Task LettersOfOneClientFarFromTheEnd_AreFound_OverSeveralChunks()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([.. Enumerable.Range(0, 50).Select(i => Letter("acme", i) with { Raw = [1], RawLength = 1 })], Cancel);
        await log.AppendAsync([.. Enumerable.Range(0, 4_500).Select(i => Letter("umbra", i) with { Raw = [1], RawLength = 1 })], Cancel);
        (await ReadAsync(log, "acme", 20)).Select(l => l.ReceivedMs).ShouldBe(Enumerable.Range(30, 20).Reverse().Select(i => (long)i));
    }

    [Fact]
    public async Task TwoGateways_SeeEachOthersLetters()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        await one.AppendAsync([Letter("acme", 1)], Cancel);
        await two.AppendAsync([Letter("acme", 2)], Cancel);
        (await ReadAsync(one, "acme", 10)).Select(l => l.ReceivedMs).ShouldBe([2, 1]);
        (await two.QueryAsync(new DeadLetterQuery("acme", 10), Cancel)).Select(l => l.Offset).ShouldBe([1, 0]);
    }

    protected override ValueTask<IDeadLetterLog> OpenAsync() => ValueTask.FromResult<IDeadLetterLog>(KafkaDeadLetterLog.Open(Options, NullLogger.Instance));
}

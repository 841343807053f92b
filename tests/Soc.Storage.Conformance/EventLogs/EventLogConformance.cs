using Shouldly;
using Soc.EventLog;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs;

/// <summary>What every event log promises; a provider adds a class that opens it.</summary>
public abstract class EventLogConformance
{
    protected const int Partitions = 4;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the log of this test; a second time, after disposal, the same one again.</summary>
    protected abstract ValueTask<IEventLog> OpenAsync();

    [Fact]
    public async Task Appended_ReadInOrder_PerPartition()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Samples.Entry(0, 1), Samples.Entry(1, 100), Samples.Entry(0, 2)], Cancel);
        await log.AppendAsync([Samples.Entry(0, 3)], Cancel);

        (await ReadNumbersAsync(log, 0, 3)).ShouldBe([1, 2, 3]);
        (await ReadNumbersAsync(log, 1, 1)).ShouldBe([100]);
        log.EndOffset(0).ShouldBeGreaterThan(log.StartOffset(0));
    }

    [Fact]
    public async Task Receipt_ComesBack_AndEventComesWithoutRaw()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Samples.Entry(2, 1, rawBytes: 500), Samples.Receipt(2, 17)], Cancel);

        var batch = await ReadAtLeastAsync(log, 2, 2);
        batch[0].Event.ShouldBe(Samples.Event(1));
        batch[1].Receipt!.Counts[0].Records.ShouldBe(17);
        batch[1].Event.ShouldBeNull();
    }

    [Fact]
    public async Task Read_WaitsForWhatComes()
    {
        await using var log = await OpenAsync();
        var reading = log.ReadAsync(3, log.EndOffset(3), 10, Cancel).AsTask();
        reading.IsCompleted.ShouldBeFalse();
        await log.AppendAsync([Samples.Entry(0, 1)], Cancel);
        reading.IsCompleted.ShouldBeFalse("another partition's entry is none of its business");
        await log.AppendAsync([Samples.Entry(3, 42)], Cancel);
        Samples.NumberOf((await reading).Events[0]).ShouldBe(42);
    }

    [Fact]
    public async Task Read_Cancelled_Ends()
    {
        await using var log = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        var reading = log.ReadAsync(0, log.EndOffset(0), 10, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading);
    }

    [Fact]
    public async Task Read_Again_FromAnyOffset()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([.. Enumerable.Range(0, 50).Select(i => Samples.Entry(0, i))], Cancel);
        var all = await ReadAtLeastAsync(log, 0, 50);
        foreach (var from in new[] { 30, 0, 49, 10, 11 })
        {
            var batch = await log.ReadAsync(0, all[from].Offset, 5, Cancel);
            Samples.NumberOf(batch.Events[0]).ShouldBe(from);
            batch.Lost.ShouldBe(0);
            batch.Count.ShouldBeLessThanOrEqualTo(5);
            batch.NextOffset.ShouldBe(batch.Offsets[^1] + 1);
        }
    }

    [Fact]
    public async Task ManyWriters_LoseNothing_AndKeepEachOnesOrder()
    {
        const int writers = 16;
        const int each = 200;
        await using var log = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(
            async () =>
            {
                for (var i = 0; i < each; i++)
                {
                    await log.AppendAsync([Samples.Entry(w % Partitions, (w * each) + i), Samples.Entry((w + 1) % Partitions, (w * each) + i + 1_000_000)], Cancel);
                }
            },
            Cancel)));

        var all = new List<long>();
        for (var p = 0; p < Partitions; p++)
        {
            var numbers = (await ReadAtLeastAsync(log, p, 2 * writers * each / Partitions)).ConvertAll(e => Samples.NumberOf(e.Event));
            foreach (var ofOne in numbers.GroupBy(n => n / each))
            {
                ofOne.ToArray().ShouldBe(ofOne.Order().ToArray());
            }

            all.AddRange(numbers);
        }

        all.Distinct().Count().ShouldBe(2 * writers * each);
        all.Count.ShouldBe(2 * writers * each);
    }

    [Fact]
    public async Task Reopened_GoesOnWhereItWas()
    {
        long end;
        await using (var log = await OpenAsync())
        {
            await log.AppendAsync([Samples.Entry(0, 1), Samples.Entry(0, 2)], Cancel);
            end = log.EndOffset(0);
        }

        await using var again = await OpenAsync();
        again.EndOffset(0).ShouldBe(end);
        await again.AppendAsync([Samples.Entry(0, 3)], Cancel);
        (await ReadNumbersAsync(again, 0, 3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task EmptyAppend_DoesNothing_AndCancelledAppend_TakesNothing()
    {
        await using var log = await OpenAsync();
        var end = log.EndOffset(0);
        await log.AppendAsync([], Cancel);
        await Should.ThrowAsync<OperationCanceledException>(async () => await log.AppendAsync([Samples.Entry(0, 1)], new CancellationToken(canceled: true)));
        log.EndOffset(0).ShouldBe(end);
    }

    [Fact]
    public async Task OddStrings_SurviveTheLog()
    {
        await using var log = await OpenAsync();
        var e = Samples.Event(1) with { Message = "naïve \"\\\u0000\u202e 漢字 😀", UserKey = "", Reporter = new string('x', 5000) };
        await log.AppendAsync([new LogEntry(0, e, null)], Cancel);
        (await log.ReadAsync(0, log.StartOffset(0), 1, Cancel)).Events[0].ShouldBe(e);
    }

    protected static async Task<long[]> ReadNumbersAsync(IEventLog log, int partition, int count) =>
        [.. (await ReadAtLeastAsync(log, partition, count)).Select(e => Samples.NumberOf(e.Event))];

    protected static async Task<List<ReadEntry>> ReadAtLeastAsync(IEventLog log, int partition, int count)
    {
        ArgumentNullException.ThrowIfNull(log);
        var entries = new List<ReadEntry>();
        var next = log.StartOffset(partition);
        while (entries.Count < count)
        {
            var batch = await log.ReadAsync(partition, next, 100, Cancel);
            for (var i = 0; i < batch.Count; i++)
            {
                entries.Add(new ReadEntry(batch.Offsets[i], batch.Events[i], batch.Receipts[i], i == 0 ? batch.Lost : 0));
            }

            next = batch.NextOffset;
        }

        return entries;
    }
}

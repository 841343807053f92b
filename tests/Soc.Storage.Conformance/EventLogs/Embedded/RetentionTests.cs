using Shouldly;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>What is removed, and what never is.</summary>
public sealed class RetentionTests : EmbeddedLogFixture
{
    private EmbeddedEventLogOptions Small => Options with { MaxTotalBytes = 65_536 };

    [Fact]
    public async Task UncommittedData_AreNeverRemoved_TheLogIsBusyInstead_AndGoesOnWhenTheyAreDone()
    {
        await using var log = Open(Small);
        var busy = await FillAsync(log);
        busy.Message.ShouldContain("not processed yet");
        log.StartOffset(0).ShouldBe(0);
        var end = log.EndOffset(0);
        (await ReadAllAsync(log)).Count.ShouldBe((int)end);

        log.Commit(0, end);
        await EventuallyAsync(() => log.StartOffset(0) > 0);
        await EventuallyAppendsAsync(log, 9999);
        (await ReadAllAsync(log, log.StartOffset(0))).Sum(e => e.LostBefore).ShouldBe(0);
    }

    [Fact]
    public async Task ReaderBelowTheStart_IsToldHowManyAreGone()
    {
        await using var log = Open(Small);
        await FillAsync(log);
        log.Commit(0, log.EndOffset(0));
        await EventuallyAsync(() => log.StartOffset(0) > 0);
        var batch = await log.ReadAsync(0, 0, 10, Cancel);
        batch.Lost.ShouldBe(log.StartOffset(0));
        batch.Offsets[0].ShouldBe(log.StartOffset(0));
    }

    [Fact]
    public async Task CommittedOverTheLimit_IsRemoved_WithoutRefusing()
    {
        await using var log = Open(Small);
        for (var i = 0; i < 400; i++)
        {
            await EventuallyAppendsAsync(log, i);
            log.Commit(0, log.EndOffset(0));
        }

        Files.Sum(f => new FileInfo(f).Length).ShouldBeLessThan(100_000);
        log.EndOffset(0).ShouldBe(400);
    }

    [Fact]
    public async Task Old_AndCommitted_IsRemoved_EvenTheNewestFile_AndOffsetsGoOnAfterReopening()
    {
        var options = Options with { SegmentBytes = 4096, MaxAge = TimeSpan.FromDays(1) };
        await using (var log = Open(options, Time))
        {
            await AppendAsync(log, 0, 40, rawBytes: 200);
            Time.Advance(TimeSpan.FromDays(2));
            await EventuallyAsync(() => !log.Journal.RetentionWaits);
            log.StartOffset(0).ShouldBe(0, "nothing is committed");

            log.Commit(0, 40);
            Time.Advance(TimeSpan.FromMinutes(2));
            await EventuallyAsync(() => log.StartOffset(0) == 40);
        }

        await using var again = Open(options, Time);
        again.EndOffset(0).ShouldBe(40);
        await AppendAsync(again, 40, 1);
        (await ReadAllAsync(again, 40)).Single().Offset.ShouldBe(40);
    }

    [Fact]
    public async Task TooMuchWaiting_IsBusy_AndNothingOfItIsTaken()
    {
        using var hold = new ManualResetEventSlim();
        await using var log = Open(Options with
        {
            MaxPendingBytes = 3000,
            FaultPoint = (point, _) =>
            {
                if (point == LogFaultPoint.BeforeFlush)
                {
                    hold.Wait(TimeSpan.FromSeconds(10));
                }
            },
        });
        var first = log.AppendAsync([Samples.Entry(0, 0, 1500)], Cancel).AsTask();
        var second = log.AppendAsync([Samples.Entry(0, 1, 500)], Cancel).AsTask();
        var refused = await Should.ThrowAsync<EventLogBusyException>(async () => await log.AppendAsync([Samples.Entry(0, 2, 1500)], Cancel));
        refused.Message.ShouldContain("waiting for the disk");
        hold.Set();
        await Task.WhenAll(first, second);
        (await ReadAllAsync(log)).Select(e => Samples.NumberOf(e.Event)).ShouldBe([0, 1]);
    }

    private static async Task<EventLogBusyException> FillAsync(EmbeddedEventLog log)
    {
        for (var i = 0; i < 10_000; i++)
        {
            try
            {
                await log.AppendAsync([Samples.Entry(0, i, 500)], Cancel);
            }
            catch (EventLogBusyException busy)
            {
                return busy;
            }
        }

        throw new InvalidOperationException("The log never became busy.");
    }

    private static async Task EventuallyAppendsAsync(EmbeddedEventLog log, int number)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await log.AppendAsync([Samples.Entry(0, number, 500)], Cancel);
                return;
            }
            catch (EventLogBusyException) when (i < 500)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
            }
        }
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
        }

        condition().ShouldBeTrue();
    }
}

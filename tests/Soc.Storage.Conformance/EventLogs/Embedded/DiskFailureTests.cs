using System.Diagnostics;
using Shouldly;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>A disk that is full or fails: a clear refusal, nothing acknowledged lost, and on by itself.</summary>
public sealed class DiskFailureTests : EmbeddedLogFixture
{
    private const int NoSpace = 28;
    private volatile bool _failing;

    [Theory]
    [InlineData("BeforeWrite")]
    [InlineData("AfterWrite")]
    [InlineData("BeforeFlush")]
    [InlineData("BeforeNewSegment")]
    public async Task Failure_RefusesWhole_AndRecovers(string at)
    {
        var point = Enum.Parse<LogFaultPoint>(at);
        var options = Options with { PartitionCount = 2, SegmentBytes = 4096, FaultPoint = (p, partition) => Fail(p == point && partition == 1) };
        await using (var log = Open(options))
        {
            await log.AppendAsync([Samples.Entry(0, 1), Samples.Entry(1, 2, 2000)], Cancel);
            _failing = true;
            for (var i = 0; i < 3; i++)
            {
                var refused = await Should.ThrowAsync<EventLogUnavailableException>(async () => await log.AppendAsync([Samples.Entry(0, 3), Samples.Entry(1, 4, 2000)], Cancel));
                refused.Message.ShouldContain("is full");
            }

            _failing = false;
            await log.AppendAsync([Samples.Entry(0, 5), Samples.Entry(1, 6)], Cancel);
            (await NumbersAsync(log)).ShouldBe([1, 5, 2, 6]);
        }

        await using var again = Open(options);
        (await NumbersAsync(again)).ShouldBe([1, 5, 2, 6], "what was refused did not come back");
        again.Recovered.Sum(r => r.TruncatedBytes + r.DamagedRecords).ShouldBe(0);
    }

    [Fact]
    public async Task RollbackThatFailsToo_IsTriedAgain()
    {
        await using var log = Open(Options with { FaultPoint = (p, _) => Fail(p is LogFaultPoint.AfterWrite or LogFaultPoint.BeforeRollback) });
        await AppendAsync(log, 0, 1);
        _failing = true;
        await Should.ThrowAsync<EventLogUnavailableException>(async () => await AppendAsync(log, 1, 1));
        await Should.ThrowAsync<EventLogUnavailableException>(async () => await AppendAsync(log, 2, 1));
        _failing = false;
        await AppendAsync(log, 3, 1);
        (await ReadAllAsync(log)).Select(e => Samples.NumberOf(e.Event)).ShouldBe([0, 3]);
    }

    [Fact]
    public async Task WaitersOfTheNextWindow_FailWithTheOneBefore_AndNobodyHangs()
    {
        await using var log = Open(Options with { FaultPoint = (p, _) => Fail(p == LogFaultPoint.BeforeFlush) });
        _failing = true;
        var appends = Enumerable.Range(0, 50).Select(i => log.AppendAsync([Samples.Entry(0, i)], Cancel).AsTask()).ToArray();
        foreach (var append in appends)
        {
            await Should.ThrowAsync<EventLogUnavailableException>(append);
        }

        log.EndOffset(0).ShouldBe(0);
    }

    [Fact]
    public async Task RealFullDisk_RefusesAndRecovers()
    {
        var mount = Directory.CreateTempSubdirectory("soc-full-").FullName;
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount) != 0)
        {
            Directory.Delete(mount);
            Assert.Skip("A small file system can only be mounted by root on Linux.");
        }

        try
        {
            var ballast = Path.Combine(mount, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[128 * 1024], Cancel);
            await using var log = Open(Options with { Directory = Path.Combine(mount, "log") });
            var acknowledged = new List<long>();
            var refused = await Should.ThrowAsync<EventLogUnavailableException>(async () =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    await AppendAsync(log, i, 1, rawBytes: 1000);
                    acknowledged.Add(i);
                }
            });
            refused.Message.ShouldContain("is full");
            (await ReadAllAsync(log)).Select(e => Samples.NumberOf(e.Event)).ShouldBe(acknowledged);

            File.Delete(ballast);
            await AppendAsync(log, 5000, 1, rawBytes: 1000);
            (await ReadAllAsync(log)).Select(e => Samples.NumberOf(e.Event)).ShouldBe([.. acknowledged, 5000]);
        }
        finally
        {
            Run("umount", mount);
            Directory.Delete(mount);
        }
    }

    private static async Task<long[]> NumbersAsync(EmbeddedEventLog log)
    {
        var first = await log.ReadAsync(0, 0, 10, Cancel);
        var second = await log.ReadAsync(1, 0, 10, Cancel);
        return [.. first.Events.Concat(second.Events).Select(Samples.NumberOf)];
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private void Fail(bool here)
    {
        if (here && _failing)
        {
            throw new IOException("No space left on device", NoSpace);
        }
    }
}

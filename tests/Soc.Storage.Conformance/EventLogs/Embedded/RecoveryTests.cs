using Shouldly;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>Files that a crash, a disk or a person damaged.</summary>
public sealed class RecoveryTests : EmbeddedLogFixture
{
    [Fact]
    public async Task TornWrite_AtEveryByte_KeepsWhatIsWhole_AndGoesOn()
    {
        // Single appends and one window of three, so that a cut falls into each kind.
        await using (var log = Open())
        {
            await AppendAsync(log, 0, 2);
            await log.AppendAsync([Samples.Entry(0, 2), Samples.Entry(0, 3), Samples.Entry(0, 4)], Cancel);
        }

        var whole = await File.ReadAllBytesAsync(Files[0], Cancel);
        var record = whole.Length / 5;
        (record * 5).ShouldBe(whole.Length, "samples are of one length");
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Files[0], whole[..length], Cancel);
            await using var log = Open();
            var kept = length / record;
            log.Recovered[0].TruncatedBytes.ShouldBe(length % record, $"cut at {length}");
            log.EndOffset(0).ShouldBe(kept, $"cut at {length}");
            await AppendAsync(log, 100, 1);
            (await ReadAllAsync(log)).Select(e => Samples.NumberOf(e.Event)).ShouldBe([.. Enumerable.Range(0, kept).Select(i => (long)i), 100], $"cut at {length}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public async Task TailOfZerosOrRubbish_IsCut(byte filler)
    {
        await using (var log = Open())
        {
            await AppendAsync(log, 0, 3);
        }

        await using (var file = new FileStream(Files[0], FileMode.Append))
        {
            await file.WriteAsync(Enumerable.Repeat(filler, 100_000).ToArray(), Cancel);
        }

        await using var again = Open();
        again.Recovered[0].TruncatedBytes.ShouldBe(100_000);
        again.EndOffset(0).ShouldBe(3);
    }

    [Fact]
    public async Task DamageInTheMiddle_IsPassedOver_AndReported()
    {
        await using (var log = Open())
        {
            await AppendAsync(log, 0, 10);
        }

        await DamageAsync(Files[0], record: 4, of: 10);
        await using var again = Open();
        again.Recovered[0].DamagedRecords.ShouldBe(1);
        var all = await ReadAllAsync(again);
        all.Select(e => Samples.NumberOf(e.Event)).ShouldBe([0, 1, 2, 3, 5, 6, 7, 8, 9]);
        all.Single(e => e.LostBefore > 0).ShouldSatisfyAllConditions(e => e.Offset.ShouldBe(5), e => e.LostBefore.ShouldBe(1));
    }

    [Fact]
    public async Task DamageAtTheEndOfAClosedFile_IsReported_WhenReadAcross()
    {
        var options = Options with { SegmentBytes = 4096 };
        await using (var log = Open(options))
        {
            await AppendAsync(log, 0, 40, rawBytes: 200);
        }

        Files.Length.ShouldBeGreaterThan(2);
        var second = long.Parse(Path.GetFileNameWithoutExtension(Files[1]), System.Globalization.CultureInfo.InvariantCulture);
        await DamageAsync(Files[0], record: (int)second - 1, of: (int)second);
        await using var again = Open(options);
        var all = await ReadAllAsync(again);
        all.Count.ShouldBe(39);
        all.Sum(e => e.LostBefore).ShouldBe(1);
        all.Single(e => e.LostBefore > 0).Offset.ShouldBe(second);
    }

    [Fact]
    public async Task WholeFileMissing_IsReported()
    {
        var options = Options with { SegmentBytes = 4096 };
        await using (var log = Open(options))
        {
            await AppendAsync(log, 0, 40, rawBytes: 200);
        }

        File.Delete(Files[1]);
        await using var again = Open(options);
        var all = await ReadAllAsync(again);
        all.Sum(e => e.LostBefore).ShouldBe(40 - all.Count);
        all.Count.ShouldBeLessThan(40);
    }

    [Fact]
    public async Task EveryByteDamagedInTurn_NeverThrows_NeverShowsAnythingWrong()
    {
        await using (var log = Open())
        {
            await AppendAsync(log, 0, 3);
        }

        var whole = await File.ReadAllBytesAsync(Files[0], Cancel);
        for (var i = 0; i < whole.Length; i += 3)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0x5a;
            await File.WriteAllBytesAsync(Files[0], damaged, Cancel);
            await using var log = Open();
            var all = await ReadAllAsync(log);
            all.Count.ShouldBe(2);
            all.ShouldAllBe(e => Samples.NumberOf(e.Event) == e.Offset);
        }
    }

    [Fact]
    public async Task RecordInsideARawSlice_IsNotTakenForOne()
    {
        // Bytes that are a whole record of another log with the same offsets, hidden in the raw of an entry.
        byte[] forged;
        await using (var other = Open(Options with { Directory = LogFolder + "-other" }))
        {
            await AppendAsync(other, 666, 4);
            await other.DisposeAsync();
            forged = await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(LogFolder + "-other", "p000"))[0], Cancel);
        }

        await using (var log = Open())
        {
            var carrier = Samples.Event(0) with { Raw = [.. forged] };
            await log.AppendAsync([new Soc.EventLog.LogEntry(0, carrier, null)], Cancel);
            await AppendAsync(log, 1, 1);
        }

        var bytes = await File.ReadAllBytesAsync(Files[0], Cancel);
        bytes[20] ^= 0xff;
        await File.WriteAllBytesAsync(Files[0], bytes, Cancel);
        await using var again = Open();
        (await ReadAllAsync(again)).Select(e => Samples.NumberOf(e.Event)).ShouldBe([1]);
    }

    [Fact]
    public async Task OffsetKnownToAReader_IsNeverGivenToAnotherEntry()
    {
        // The disk lost the tail that it had confirmed: whoever reads from beyond the end must not miss what comes.
        await using var log = Open();
        await AppendAsync(log, 0, 2);
        var reading = log.ReadAsync(0, 7, 10, Cancel).AsTask();
        await AppendAsync(log, 50, 1);
        var batch = await reading;
        batch.Offsets[0].ShouldBe(7);
        Samples.NumberOf(batch.Events[0]).ShouldBe(50);
    }

    [Fact]
    public async Task OtherPartitionCount_IsRefused_WithWhatToDo()
    {
        await using (var log = Open())
        {
            await AppendAsync(log, 0, 1);
        }

        Should.Throw<InvalidOperationException>(() => Open(Options with { PartitionCount = 2 })).Message.ShouldContain("configure 1");
        File.Delete(Path.Combine(LogFolder, "log.json"));
        Should.Throw<InvalidOperationException>(() => Open()).Message.ShouldContain("log.json is missing");
    }

    [Fact]
    public void OpenTwice_IsRefused()
    {
        using var log = Open();
        Should.Throw<InvalidOperationException>(() => Open()).Message.ShouldContain("open in another process");
    }

    private static async Task DamageAsync(string file, int record, int of)
    {
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        var at = (int)(bytes.Length * (record + 0.5) / of);
        bytes.AsSpan(at, 5).Fill(0xee);
        await File.WriteAllBytesAsync(file, bytes, Cancel);
    }
}

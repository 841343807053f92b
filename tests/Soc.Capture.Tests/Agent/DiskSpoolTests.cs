using Shouldly;
using Soc.CaptureAgent.Spool;
using Xunit;

namespace Soc.Capture.Tests.Agent;

public sealed class DiskSpoolTests : IDisposable
{
    private const long Large = 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-spool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Batches_come_in_order_and_stay_until_they_are_acknowledged()
    {
        using var spool = Open(Large);
        for (byte i = 1; i <= 3; i++)
        {
            spool.Add(i, [i, i]).ShouldBeTrue();
        }

        var first = spool.After(0)!;
        (first.Number, first.Events, first.DroppedBefore).ShouldBe((1UL, 1, 0UL));
        first.Data.ShouldBe([1, 1]);
        spool.After(first.Number)!.Events.ShouldBe(2);
        spool.After(0)!.Number.ShouldBe(1UL, "nothing was acknowledged");
        spool.Acknowledge(2);
        (spool.Count, spool.After(0)!.Events).ShouldBe((1, 3));
        spool.Acknowledge(3);
        (spool.Count, spool.Bytes, spool.After(0)).ShouldBe((0, 0, null));
    }

    [Fact]
    public void After_a_restart_what_waits_is_there_and_no_number_comes_twice()
    {
        ulong last = 0;
        byte[] epoch = [];
        for (var run = 0; run < 4; run++)
        {
            using var spool = Open(Large);
            epoch = run == 0 ? spool.Epoch : epoch;
            spool.Epoch.ShouldBe(epoch);
            if (run % 2 == 1)
            {
                spool.Count.ShouldBe(1);
                spool.Acknowledge(spool.After(0)!.Number);
            }

            // Also when nothing is left on the disk that could say which numbers there were.
            spool.Add(1, [(byte)run]);
            var newest = 0UL;
            for (var batch = spool.After(0); batch is not null; batch = spool.After(batch.Number))
            {
                newest = batch.Number;
            }

            newest.ShouldBeGreaterThan(last);
            last = newest;
            if (run % 2 == 1)
            {
                spool.Acknowledge(last);
            }
        }
    }

    [Fact]
    public void A_full_spool_drops_the_oldest_counts_them_and_tells_with_the_next()
    {
        using var spool = Open(250);
        spool.Add(10, new byte[70]);
        spool.Add(20, new byte[70]);
        spool.Add(40, new byte[70]);
        (spool.DroppedWhenFull, spool.Count).ShouldBe((10UL, 2));
        spool.After(0)!.Events.ShouldBe(20);
        spool.After(2)!.DroppedBefore.ShouldBe(10UL);
        spool.Bytes.ShouldBeLessThanOrEqualTo(250);
    }

    [Fact]
    public void A_damaged_file_is_passed_over_and_its_events_count_as_dropped()
    {
        using var spool = Open(Large);
        spool.Add(5, [1, 2, 3]);
        spool.Add(7, [4, 5, 6]);
        var first = _folder.GetFiles("*.batch").OrderBy(f => f.Name, StringComparer.Ordinal).First().FullName;
        var content = File.ReadAllBytes(first);
        content[^1] ^= 1;
        File.WriteAllBytes(first, content);
        spool.After(0)!.Events.ShouldBe(7);
        (spool.Damaged, spool.Count).ShouldBe((1, 1));
        spool.Add(9, [7]);
        spool.After(2)!.DroppedBefore.ShouldBe(5UL);
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_said_and_what_is_lost_is_counted_until_it_does_again()
    {
        using var spool = Open(Large);
        spool.Add(1, [1]);
        Directory.Move(_folder.FullName, _folder.FullName + "-away");
        spool.Add(3, [2]).ShouldBeFalse();
        (spool.DroppedByDisk, spool.Trouble!.Contains("free space", StringComparison.Ordinal)).ShouldBe((3UL, true));
        Directory.Move(_folder.FullName + "-away", _folder.FullName);
        spool.Add(4, [3]).ShouldBeTrue();
        spool.Trouble.ShouldBeNull();
        spool.After(1)!.DroppedBefore.ShouldBe(3UL);
    }

    [Fact]
    public void What_a_crash_left_half_written_is_no_batch()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "00000000000000000001.batch.new"), [1, 2]);
        File.WriteAllBytes(Path.Combine(_folder.FullName, "00000000000000000001.batch"), [1, 2]);
        using var spool = Open(Large);
        spool.After(0).ShouldBeNull();
        (spool.Damaged, _folder.GetFiles("*.new").Length).ShouldBe((1, 0));
        spool.Add(1, [1]);
        spool.After(0)!.Number.ShouldBeGreaterThan(1UL);
    }

    [Fact]
    public void When_it_is_not_known_which_numbers_were_given_out_they_count_in_a_new_epoch()
    {
        byte[] epoch;
        using (var spool = Open(Large))
        {
            spool.Add(1, [1]);
            spool.Acknowledge(1);
            epoch = spool.Epoch;
        }

        // Whoever takes batches would leave out number 1 of the old one as known.
        var reserved = Path.Combine(_folder.FullName, "reserved");
        var content = File.ReadAllBytes(reserved);
        content[1] ^= 1;
        File.WriteAllBytes(reserved, content);
        using var after = Open(Large);
        after.Epoch.ShouldNotBe(epoch);
        after.Add(1, [2]);
        after.After(0).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(14)]
    public void Damaged_counts_are_seen_as_damaged_data_is_and_make_no_billions(int at)
    {
        using (var spool = Open(Large))
        {
            spool.Add(5, [1, 2, 3]);
        }

        var file = _folder.GetFiles("*.batch").Single().FullName;
        var content = File.ReadAllBytes(file);
        (content[at], content[11]) = (0xFF, 0x7F);
        File.WriteAllBytes(file, content);
        using var after = Open(Large);
        after.After(0).ShouldBeNull();
        after.Damaged.ShouldBe(1);
        after.Add(1, [1]);
        after.After(0)!.DroppedBefore.ShouldBeLessThanOrEqualTo((ulong)content.Length);
    }

    [Fact]
    public void Files_with_others_names_are_left_alone()
    {
        string[] foreign = ["1.batch", "01.batch", "18446744073709551615.batch", "x.batch"];
        using (var spool = Open(Large))
        {
            spool.Add(5, [1, 2, 3]);
        }

        foreach (var name in foreign)
        {
            File.Copy(_folder.GetFiles("0000*.batch").Single().FullName, Path.Combine(_folder.FullName, name));
        }

        using var after = Open(Large);
        after.Count.ShouldBe(1);
        after.Add(6, [1]).ShouldBeTrue();
        after.After(1)!.Events.ShouldBe(6);
        foreign.ShouldAllBe(f => File.Exists(Path.Combine(_folder.FullName, f)));
    }

    private DiskSpool Open(long maxBytes) => DiskSpool.Open(_folder.FullName, maxBytes);
}

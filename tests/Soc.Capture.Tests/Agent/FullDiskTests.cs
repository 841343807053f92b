using System.Diagnostics;
using Shouldly;
using Soc.CaptureAgent.Spool;
using Xunit;

namespace Soc.Capture.Tests.Agent;

/// <summary>A spool on a disk that is really full. Needs root for a small file system of its own.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int DiskBytes = 256 * 1_024;
    private const int BatchBytes = 10_000;
    private const ulong EventsABatch = 7;

    private readonly string _mount = Directory.CreateTempSubdirectory("soc-full-").FullName;
    private readonly bool _isMounted;

    public FullDiskTests() => _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", _mount);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", _mount);
        }

        Directory.Delete(_mount);
    }

    [Fact]
    public void What_does_not_fit_is_counted_and_it_goes_on_when_there_is_room()
    {
        SkipWithoutMount();
        using var spool = DiskSpool.Open(Path.Combine(_mount, "spool"), maxBytes: 64 * DiskBytes);
        var taken = Fill(spool);
        taken.ShouldBeInRange(10, DiskBytes / BatchBytes);
        spool.Trouble!.ShouldContain("No space left on device");
        spool.Add((int)EventsABatch, new byte[BatchBytes]).ShouldBeFalse();
        spool.DroppedByDisk.ShouldBe(2 * EventsABatch);
        Directory.GetFiles(Path.Combine(_mount, "spool"), "*.new").ShouldBeEmpty("what was written of them holds no room");

        // Everything that it took is whole, and what is delivered makes room.
        var newest = 0UL;
        for (var batch = spool.After(0); batch is not null; batch = spool.After(batch.Number))
        {
            newest = batch.Number;
            batch.Data.Length.ShouldBe(BatchBytes);
        }

        (spool.Count, spool.Damaged).ShouldBe((taken, 0));
        spool.Acknowledge(2);
        spool.Add((int)EventsABatch, new byte[BatchBytes]).ShouldBeTrue();
        (spool.Trouble, spool.After(newest)!.DroppedBefore).ShouldBe((null, 2 * EventsABatch));
    }

    [Fact]
    public void A_start_on_a_full_disk_delivers_what_is_there()
    {
        SkipWithoutMount();
        var folder = Path.Combine(_mount, "spool");
        int taken;
        using (var spool = DiskSpool.Open(folder, 64 * DiskBytes))
        {
            taken = Fill(spool);
        }

        // To the last byte.
        var ballast = Path.Combine(_mount, "ballast");
        Should.Throw<IOException>(() => File.WriteAllBytes(ballast, new byte[DiskBytes])).Message.ShouldContain("No space left");
        using var again = DiskSpool.Open(folder, 64 * DiskBytes);
        again.Count.ShouldBe(taken);
        again.Add(1, new byte[BatchBytes]).ShouldBeFalse();
        again.Acknowledge(again.After(0)!.Number);
        File.Delete(ballast);
        again.Add(1, new byte[BatchBytes]).ShouldBeTrue();
        again.Trouble.ShouldBeNull();
    }

    private static int Fill(DiskSpool spool)
    {
        var taken = 0;
        while (spool.Add((int)EventsABatch, new byte[BatchBytes]))
        {
            taken++;
        }

        return taken;
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void SkipWithoutMount() => Assert.SkipUnless(_isMounted, "A small file system can only be mounted by root on Linux.");
}

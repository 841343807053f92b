using System.Security.Cryptography;
using Soc.Capture.Export;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.CaptureAgent.Batching;
using Soc.Model.Events;

namespace Soc.CaptureAgent.Commands;

/// <summary>Reads capture files at full speed, as if they were an interface.</summary>
internal static class ReadCommand
{
    private const long NsPerMs = 1_000_000;

    /// <param name="shiftToNow">All times move so that the newest frame is now.</param>
    /// <returns>Frames read.</returns>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CaptureCounts Read(string path, string sensor, int maxFlows, bool shiftToNow, Action<SecurityEvent> take, TimeProvider time, CancellationToken cancellationToken)
    {
        var shiftMs = shiftToNow ? (time.GetUtcNow().ToUnixTimeMilliseconds()) - (NewestNs(path) / NsPerMs) : 0;
        var sink = new ShiftingSink(shiftMs, take);
        using var file = CaptureFile.Open(path);
        var engine = new CaptureEngine(new FlowOptions { MaxFlows = maxFlows }, ProtocolCatalog.Load(), new EventIds(RunOf(path, shiftMs)), sensor, SeedOf(), sink);
        while (!cancellationToken.IsCancellationRequested && file.TryRead(out var frame))
        {
            engine.Take(frame);
        }

        engine.End();
        return engine.Counts;
    }

    /// <summary>The same file at the same place in time gives the same ids: read twice, its events are recognised.</summary>
    private static UInt128 RunOf(string path, long shiftMs)
    {
        using var file = File.OpenRead(path);
        var hash = SHA256.HashData(file);
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8) ^ (ulong)shiftMs);
    }

    private static ulong SeedOf() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static long NewestNs(string path)
    {
        using var file = CaptureFile.Open(path);
        long newest = 0;
        while (file.TryRead(out var frame))
        {
            newest = Math.Max(newest, frame.AtNs);
        }

        return newest;
    }

    private sealed class ShiftingSink(long shiftMs, Action<SecurityEvent> take) : IEventSink
    {
        public void Take(SecurityEvent e) => take(shiftMs == 0 ? e : e with { TimeMs = e.TimeMs + shiftMs, ReceivedMs = e.ReceivedMs + shiftMs });
    }
}

using Soc.Capture.Link;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>A capture file, pcap or pcapng, damaged anywhere: it is refused, or gives frames that lie within it.</summary>
internal sealed class CaptureFileTarget : IFuzzTarget
{
    private const int MaxSeedBytes = 24 * 1024;

    /// <summary>In memory where there is such a folder: the disk is not what is tried here.</summary>
    private readonly string _path = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"soc-fuzz-{Environment.ProcessId}.pcap");

    public CaptureFileTarget() => AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(_path);

    public string Name => "capture-file";

    private static byte[] Classic => [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, .. new byte[8], 0, 0, 4, 0, 1, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4];

    private static byte[] Blocks =>
    [
        10, 13, 13, 10, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0, .. Enumerable.Repeat((byte)0xFF, 8), 28, 0, 0, 0,
        1, 0, 0, 0, 44, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 0, 9, 0, 1, 0, 9, 0, 0, 0, 14, 0, 8, 0, .. new byte[8], 0, 0, 0, 0, 44, 0, 0, 0,
        6, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4, 36, 0, 0, 0,
        3, 0, 0, 0, 20, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4, 20, 0, 0, 0,
    ];

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>([Classic, Blocks, .. CorpusTalk.Files().Where(f => f.Length < MaxSeedBytes).Select(f => File.ReadAllBytes(f.FullName))]);

    public ValueTask RunAsync(byte[] input)
    {
        File.WriteAllBytes(_path, input);
        try
        {
            using var capture = CaptureFile.Open(_path);
            var (total, sum) = (0L, 0L);
            while (capture.TryRead(out var frame))
            {
                total += frame.Data.Length;
                FuzzException.Unless(frame.WireLength >= frame.Data.Length, "a frame is as long on the wire as what there is of it");
                FuzzException.Unless(frame.AtNs >= 0, "no frame is older than 1970");
                sum += frame.Data.IsEmpty ? 0 : frame.Data[^1];
            }

            FuzzException.Unless(total <= input.Length && sum <= byte.MaxValue * total, "no byte is in two frames, and the last of each can be read");
        }
        catch (CaptureFormatException)
        {
            // It is no capture.
        }

        return ValueTask.CompletedTask;
    }
}

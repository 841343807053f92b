using Soc.Benchmarks.Capture.Traffic;
using Soc.Benchmarks.Running;
using Soc.Capture.Link;

namespace Soc.Benchmarks.Capture;

/// <summary>
/// Real captures, one after the other and again: what hostile and strange traffic costs. Each time with other addresses (of IPv4, by one
/// byte), as others would talk: who takes the same ends for the same connection would look into nothing after the first time.
/// </summary>
internal static class CorpusFile
{
    private const long GapNs = 1_000_000;

    /// <summary>The folder with captures; null when there is none.</summary>
    public static string? Folder
    {
        get
        {
            var beside = Environment.GetEnvironmentVariable("SOC_CORPUS") is { Length: > 0 } given ? given : Path.Combine(RepositoryRoot.Path, "..", "shared", "corpus");
            var folder = Path.Combine(beside, "pcaps");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    public static (long Frames, long Bytes) Write(string folder, string path, int frames)
    {
        using var target = new PcapWriter(path);
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(f => Path.GetExtension(f) is ".pcap" or ".pcapng" or ".trace").Order(StringComparer.Ordinal).ToArray();
        long atNs = 1_780_300_800_000_000_000;
        byte round = 0;
        for (var before = -1L; target.Frames < frames && target.Frames > before; round++)
        {
            before = target.Frames;
            foreach (var file in files)
            {
                atNs = Append(file, target, atNs, round);
            }
        }

        return (target.Frames, target.Bytes);
    }

    private static long Append(string file, PcapWriter target, long atNs, byte round)
    {
        try
        {
            using var source = CaptureFile.Open(file);
            var shiftNs = long.MinValue;
            while (source.TryRead(out var frame))
            {
                if (frame.Link == LinkType.Ethernet)
                {
                    shiftNs = shiftNs == long.MinValue ? atNs - frame.AtNs : shiftNs;
                    atNs = Math.Max(atNs, frame.AtNs + shiftNs);
                    target.Write(Turned(frame.Data, round), atNs);
                }
            }
        }
        catch (CaptureFormatException)
        {
            // Other things lie there, too.
        }

        return atNs + GapNs;
    }

    // The second bytes of both addresses, so that both directions stay together; nobody here looks at checksums.
    private static ReadOnlySpan<byte> Turned(ReadOnlySpan<byte> frame, byte round)
    {
        const int etherType = 12, source = 27, target = 31, end = 34;
        if (round == 0 || frame.Length < end || frame[etherType] != 0x08 || frame[etherType + 1] != 0x00)
        {
            return frame;
        }

        var turned = frame.ToArray();
        turned[source] ^= round;
        turned[target] ^= round;
        return turned;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Soc.Gateway.Ingest.Syslog;

namespace Soc.Fuzz.Targets;

/// <summary>A stream of syslog frames; its first byte says in which pieces the network brings it.</summary>
internal sealed class SyslogFramingTarget : IFuzzTarget
{
    private const int MaxFrameBytes = 512;
    private const int MaxSkippedBytes = 4_096;

    public string Name => "syslog-framing";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        .. SeedFiles.Records.Where(r => r.Length < 600).Where((_, i) => i % 20 == 0).SelectMany(r => new byte[][]
        {
            [5, .. r, (byte)'\n', .. r, (byte)'\n'],
            [40, .. Encoding.ASCII.GetBytes(r.Length.ToString(CultureInfo.InvariantCulture)), (byte)' ', .. r, .. r, 0],
        }),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        if (input.Length == 0)
        {
            return ValueTask.CompletedTask;
        }

        var stream = input.AsMemory(1);
        var whole = Cut(stream, stream.Length);
        var pieces = Cut(stream, input[0] + 1);
        FuzzException.Unless(whole.SequenceEqual(pieces), "the same bytes give the same frames however they are chunked");
        return ValueTask.CompletedTask;
    }

    private static List<(int Length, string? Defect, int Hash)> Cut(ReadOnlyMemory<byte> stream, int pieceBytes)
    {
        var framer = new SyslogFramer(MaxFrameBytes, MaxSkippedBytes);
        var frames = new List<(int, string?, int)>();
        var taken = 0L;
        var from = 0;
        for (var to = 0; to < stream.Length;)
        {
            to = Math.Min(stream.Length, to + Math.Max(1, pieceBytes));
            var buffer = new ReadOnlySequence<byte>(stream[from..to]);
            while (framer.TryRead(ref buffer, out var frame))
            {
                Take(frame);
            }

            from = to - (int)buffer.Length;
            FuzzException.Unless(framer.Fault is not null || buffer.Length <= MaxFrameBytes + 16, "what waits for its end is bounded");
        }

        var rest = new ReadOnlySequence<byte>(stream[from..]);
        if (framer.TryReadRest(ref rest, out var last))
        {
            Take(last);
        }

        FuzzException.Unless(taken <= stream.Length, "no byte is in two frames");
        frames.Add((0, framer.Fault, 0));
        return frames;

        void Take(in SyslogFrame frame)
        {
            taken += frame.Bytes.Length;
            FuzzException.Unless(frame.Bytes.Length <= MaxFrameBytes, "a frame is bounded");
            var hash = default(HashCode);
            hash.AddBytes(frame.Bytes.ToArray());
            frames.Add(((int)frame.Bytes.Length, frame.Defect, hash.ToHashCode()));
        }
    }
}

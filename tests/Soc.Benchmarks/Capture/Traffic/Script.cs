using Soc.Capture.Decode;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>What the ends of a connection do, whatever they speak.</summary>
internal static class Script
{
    /// <summary>Payload of a full segment with time stamps.</summary>
    public const int SegmentBytes = 1448;

    private static readonly Step ClientAck = new(true, TcpFlags.Ack, default);
    private static readonly Step ServerAck = new(false, TcpFlags.Ack, default);

    public static IEnumerable<Step> Open()
    {
        yield return new Step(true, TcpFlags.Syn, default);
        yield return new Step(false, TcpFlags.Syn | TcpFlags.Ack, default);
        yield return ClientAck;
    }

    public static IEnumerable<Step> Close()
    {
        yield return new Step(true, TcpFlags.Fin | TcpFlags.Ack, default);
        yield return new Step(false, TcpFlags.Fin | TcpFlags.Ack, default);
        yield return ClientAck;
    }

    /// <summary>One side says something, in segments; the other acknowledges every second one.</summary>
    public static IEnumerable<Step> Say(bool isClient, ReadOnlyMemory<byte> said)
    {
        var sent = 0;
        while (!said.IsEmpty)
        {
            var part = said[..Math.Min(SegmentBytes, said.Length)];
            said = said[part.Length..];
            yield return new Step(isClient, said.IsEmpty ? TcpFlags.Ack | TcpFlags.Psh : TcpFlags.Ack, part);
            if (++sent % 2 == 0 || said.IsEmpty)
            {
                yield return isClient ? ServerAck : ClientAck;
            }
        }
    }

    /// <summary>One side says a lot that is not to be read, one piece after the other, each with this before it.</summary>
    /// <param name="head">Of a piece, by its length.</param>
    public static IEnumerable<Step> Stream(bool isClient, int bytes, int pieceBytes, Func<int, byte[]> head, Dice dice)
    {
        while (bytes > 0)
        {
            var count = Math.Min(bytes, pieceBytes);
            bytes -= count;
            byte[] piece = [.. head(count), .. dice.Noise(count)];
            foreach (var step in Say(isClient, piece))
            {
                yield return step;
            }
        }
    }
}

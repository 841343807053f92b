using Soc.Capture.Protocols;
using Soc.Capture.Tests.Support;

namespace Soc.Capture.Tests.Protocols.Tls;

/// <summary>Gives pieces to a stream parser as the agent would, and fails when the parser breaks its promises.</summary>
internal static class Feeding
{
    public static List<ProtocolRecord> Feed(StreamParser parser, IEnumerable<(Side Side, byte[] Data)> pieces)
    {
        var sink = new Records();
        var pending = new byte[2][] { [], [] };
        foreach (var (side, data) in pieces)
        {
            if (data.Length == 0)
            {
                continue;
            }

            pending[(int)side] = [.. pending[(int)side], .. data];
            var step = parser.Read(side, pending[(int)side], 1, sink);
            if (step.Consumed < 0 || step.Consumed > pending[(int)side].Length)
            {
                throw new InvalidOperationException($"Consumed {step.Consumed} of {pending[(int)side].Length}.");
            }

            pending[(int)side] = pending[(int)side][step.Consumed..];
            if (step.Verdict != ParserVerdict.More || pending[(int)side].Length > parser.MaxPendingBytes)
            {
                return sink.All;
            }
        }

        parser.End(2, sink);
        return sink.All;
    }

    /// <summary>Cuts pieces at places that the seed names; the order of the bytes of both sides stays.</summary>
    public static List<(Side Side, byte[] Data)> Cut(IEnumerable<(Side Side, byte[] Data)> pieces, int[] lengths)
    {
        var cut = new List<(Side, byte[])>();
        var next = 0;
        foreach (var (side, data) in pieces)
        {
            for (var at = 0; at < data.Length;)
            {
                var length = Math.Min(Math.Max(1, lengths[next++ % lengths.Length]), data.Length - at);
                cut.Add((side, data[at..(at + length)]));
                at += length;
            }
        }

        return cut;
    }

    /// <summary>A few bytes changed at places that the seed names.</summary>
    public static List<(Side Side, byte[] Data)> Damage(IEnumerable<(Side Side, byte[] Data)> pieces, (int At, byte Value)[] changes)
    {
        var damaged = pieces.Select(p => (p.Side, Data: p.Data.ToArray())).ToList();
        var total = damaged.Sum(p => p.Data.Length);
        foreach (var (where, value) in changes)
        {
            var at = where % Math.Max(1, total);
            foreach (var (_, data) in damaged)
            {
                if (at < data.Length)
                {
                    data[at] = value;
                    break;
                }

                at -= data.Length;
            }
        }

        return damaged;
    }
}

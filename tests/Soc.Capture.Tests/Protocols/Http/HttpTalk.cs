using System.Text;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Http;
using Soc.Capture.Tests.Support;

namespace Soc.Capture.Tests.Protocols.Http;

/// <summary>Gives a parser what two sides say, whole or in pieces, as the agent would.</summary>
internal static class HttpTalk
{
    public static List<ProtocolRecord> Of(params (Side Side, string Text)[] said) =>
        Of(new HttpProtocol(), new Random(1), int.MaxValue, [.. said.Select(s => (s.Side, Encoding.Latin1.GetBytes(s.Text)))]);

    /// <param name="maxPiece">Longest piece; each is of a random length up to it.</param>
    public static List<ProtocolRecord> Of(IStreamProtocol protocol, Random random, int maxPiece, params (Side Side, byte[] Data)[] said)
    {
        var sink = new Records();
        var parser = protocol.Begin();
        var pending = new byte[2][] { [], [] };
        foreach (var (side, data) in said)
        {
            for (var at = 0; at < data.Length;)
            {
                var length = Math.Min(data.Length - at, maxPiece == int.MaxValue ? maxPiece : random.Next(1, maxPiece + 1));
                pending[(int)side] = [.. pending[(int)side], .. data[at..(at + length)]];
                at += length;
                var step = parser.Read(side, pending[(int)side], 7, sink);
                if (step.Consumed < 0 || step.Consumed > pending[(int)side].Length)
                {
                    throw new InvalidOperationException("More was consumed than was shown.");
                }

                if (step.Verdict != ParserVerdict.More || pending[(int)side].Length - step.Consumed > parser.MaxPendingBytes)
                {
                    return sink.All;
                }

                pending[(int)side] = pending[(int)side][step.Consumed..];
            }
        }

        parser.End(9, sink);
        return sink.All;
    }
}

using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>One protocol over UDP, to the port that it is usual at: nothing throws, and what it costs is bounded.</summary>
internal sealed class DatagramProtocolTarget(string name, IDatagramProtocol protocol, ushort port) : IFuzzTarget
{
    private const ushort ClientPort = 49_200;

    public string Name => "datagram-" + name;

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        .. OwnTalk.Of(name),
        .. CorpusTalk.Datagrams.Where(talk => IsOurs(talk[0].Side, talk[0].Data)).Select(Piece.Write),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        var pieces = Piece.Read(input);
        var told = WireLimits.Within(name, input.Length, () => Told(pieces));
        FuzzException.Unless(told.Texts().Count() == told.Count, "every record can be written");
        return ValueTask.CompletedTask;
    }

    private ToldRecords Told(List<Piece> pieces)
    {
        var told = new ToldRecords();
        var parser = protocol.Begin();
        foreach (var piece in pieces.Where(p => p.Data.Length > 0))
        {
            IsOurs(piece.Side, piece.Data.Span);
            if (parser.Read(piece.Side, piece.Data.Span, piece.AtNs, told) != ParserVerdict.More)
            {
                break;
            }
        }

        parser.End(pieces.Count == 0 ? 0 : pieces[^1].AtNs, told);
        return told;
    }

    private bool IsOurs(Side side, ReadOnlySpan<byte> data) => protocol.Recognises(side, data, side == Side.Originator ? ClientPort : port, side == Side.Originator ? port : ClientPort);
}

using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>One protocol over TCP: nothing throws, what it costs is bounded, and it reads the same however the bytes are cut.</summary>
internal sealed class StreamProtocolTarget(IStreamProtocol protocol) : IFuzzTarget
{
    public string Name => "stream-" + protocol.Name;

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        .. OwnTalk.Of(protocol.Name),
        .. CorpusTalk.Streams.Where(talk => talk.GroupBy(p => p.Side).Any(side => protocol.Recognise(side.Key, side.First().Data) == Recognition.Yes)).Select(Piece.Write),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        var pieces = Piece.Read(input);
        var seed = Seed(input);
        Recognise(pieces, seed);
        var whole = WireLimits.Within(protocol.Name, input.Length, () => Told(pieces, input.Length, new Cutter(0)));
        var cut = WireLimits.Within(protocol.Name, input.Length, () => Told(pieces, input.Length, new Cutter(seed)));
        FuzzException.Unless(cut.Texts().SequenceEqual(whole.Texts(), StringComparer.Ordinal), "a stream says the same however it is cut");
        return ValueTask.CompletedTask;
    }

    private ToldRecords Told(List<Piece> pieces, int totalBytes, Cutter cutter)
    {
        var told = new ToldRecords();
        var feed = new StreamFeed(protocol.Begin(), totalBytes, told);
        foreach (var piece in pieces)
        {
            if (piece.LostBytes > 0)
            {
                feed.Lose(piece.Side, piece.LostBytes, piece.AtNs);
            }

            for (var rest = piece.Data.Span; !rest.IsEmpty;)
            {
                var length = cutter.Next(rest.Length);
                feed.Give(piece.Side, rest[..length], piece.AtNs);
                rest = rest[length..];
            }
        }

        feed.End(pieces.Count == 0 ? 0 : pieces[^1].AtNs);
        return told;
    }

    /// <summary>Whoever has decided by a part stays with it when there is more.</summary>
    private void Recognise(List<Piece> pieces, uint seed)
    {
        foreach (var first in pieces.Where(p => p.Data.Length > 0).DistinctBy(p => p.Side))
        {
            var data = first.Data.Span;
            var part = protocol.Recognise(first.Side, data[..new Cutter(seed).Next(data.Length)]);
            FuzzException.Unless(part == Recognition.Unsure || part == protocol.Recognise(first.Side, data), "what was recognised by the first bytes stays recognised");
        }
    }

    private static uint Seed(byte[] input)
    {
        var hash = 2_166_136_261u;
        foreach (var b in input)
        {
            hash = (hash ^ b) * 16_777_619u;
        }

        return hash | 1;
    }
}

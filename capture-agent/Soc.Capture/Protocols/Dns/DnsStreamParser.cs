using System.Buffers.Binary;

namespace Soc.Capture.Protocols.Dns;

/// <summary>Reads messages one after the other; behind one that is not understood nothing can be found again.</summary>
internal sealed class DnsStreamParser : StreamParser
{
    private readonly DnsReader _reader = new(DnsVariant.Dns);

    public override int MaxPendingBytes => DnsStreams.LengthBytes + ushort.MaxValue;

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        var consumed = 0;
        while (data.Length - consumed >= DnsStreams.LengthBytes)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(data[consumed..]);
            var next = consumed + DnsStreams.LengthBytes;
            if (data.Length - next < length)
            {
                break;
            }

            consumed = next + length;
            if (!_reader.Read(side, data.Slice(next, length), atNs, sink))
            {
                _reader.End(sink);
                return new StreamStep(consumed, ParserVerdict.NotMine);
            }
        }

        return new StreamStep(consumed, ParserVerdict.More);
    }

    /// <summary>Where the next message begins is not known any more.</summary>
    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink)
    {
        _reader.End(sink);
        return ParserVerdict.Done;
    }

    public override void End(long atNs, IProtocolSink sink) => _reader.End(sink);
}

namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Takes messages by their lengths; those too long to be kept are passed over as they come.</summary>
internal sealed class KerberosStreamParser : StreamParser
{
    private const int LengthBytes = 4;
    private readonly KerberosFlow _flow = new();
    private readonly long[] _skip = new long[2];

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        ref var skip = ref _skip[(int)side];
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            if (skip > 0)
            {
                var passed = (int)Math.Min(skip, rest.Length);
                skip -= passed;
                consumed += passed;
                continue;
            }

            if (rest.Length < LengthBytes)
            {
                break;
            }

            var length = new ByteReader(rest).U32();
            if (length > KerberosLimits.MaxFrameBytes)
            {
                return Broken(consumed, sink);
            }

            if (length > KerberosLimits.MaxMessageBytes)
            {
                skip = LengthBytes + length;
                continue;
            }

            if (rest.Length < LengthBytes + (int)length)
            {
                break;
            }

            if (!_flow.Read(rest.Slice(LengthBytes, (int)length), atNs, sink))
            {
                return Broken(consumed, sink);
            }

            consumed += LengthBytes + (int)length;
        }

        return new StreamStep(consumed, ParserVerdict.More);
    }

    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink)
    {
        if (bytes < 0 || bytes > _skip[(int)side])
        {
            _flow.End(sink);
            return ParserVerdict.NotMine;
        }

        _skip[(int)side] -= bytes;
        return ParserVerdict.More;
    }

    public override void End(long atNs, IProtocolSink sink) => _flow.End(sink);

    private StreamStep Broken(int consumed, IProtocolSink sink)
    {
        _flow.End(sink);
        return new StreamStep(consumed, ParserVerdict.NotMine);
    }
}

namespace Soc.Capture.Protocols.Dns;

/// <summary>Reads one message a datagram.</summary>
internal sealed class DnsDatagramParser(DnsVariant variant) : DatagramParser
{
    /// <summary>Datagrams in a row that are not understood before the flow is given up.</summary>
    private const int MaxStrange = 8;

    private readonly DnsReader _reader = new(variant);

    /// <summary>How many were not understood since one was; before the first that is understood, none is forgiven.</summary>
    private int _strange = MaxStrange - 1;

    public override ParserVerdict Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        if (_reader.Read(side, data, atNs, sink))
        {
            _strange = 0;
            return ParserVerdict.More;
        }

        if (++_strange < MaxStrange)
        {
            return ParserVerdict.More;
        }

        _reader.End(sink);
        return ParserVerdict.NotMine;
    }

    public override bool TryReset()
    {
        _reader.Reset();
        _strange = MaxStrange - 1;
        return true;
    }

    public override void End(long atNs, IProtocolSink sink) => _reader.End(sink);
}

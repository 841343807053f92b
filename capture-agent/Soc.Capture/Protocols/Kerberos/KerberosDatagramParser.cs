namespace Soc.Capture.Protocols.Kerberos;

/// <summary>A message a datagram; one that is cut or broken is passed over.</summary>
internal sealed class KerberosDatagramParser : DatagramParser
{
    private readonly KerberosFlow _flow = new();

    public override ParserVerdict Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        _flow.Read(data, atNs, sink);
        return ParserVerdict.More;
    }

    public override void End(long atNs, IProtocolSink sink) => _flow.End(sink);
}

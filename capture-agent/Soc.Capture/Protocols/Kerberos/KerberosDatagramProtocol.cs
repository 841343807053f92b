namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Kerberos 5 over UDP (RFC 4120, 7.2.1).</summary>
public sealed class KerberosDatagramProtocol : IDatagramProtocol
{
    public string Name => "krb_udp";

    public bool Recognises(Side side, ReadOnlySpan<byte> data, ushort originatorPort, ushort responderPort) =>
        KerberosFlow.Recognise(data, data.Length) == Recognition.Yes;

    public DatagramParser Begin() => new KerberosDatagramParser();
}

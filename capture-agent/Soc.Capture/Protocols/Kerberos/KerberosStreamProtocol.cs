namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Kerberos 5 over TCP: each message has its length before it (RFC 4120, 7.2.2).</summary>
public sealed class KerberosStreamProtocol : IStreamProtocol
{
    public string Name => "krb_tcp";

    public Recognition Recognise(Side side, ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        var length = reader.U32();
        return reader.IsBroken ? (data.IsEmpty || data[0] == 0 ? Recognition.Unsure : Recognition.No)
            : length is 0 or > KerberosLimits.MaxFrameBytes ? Recognition.No
            : KerberosFlow.Recognise(reader.Rest[..(int)Math.Min(length, (uint)reader.Remaining)], length);
    }

    public StreamParser Begin() => new KerberosStreamParser();
}

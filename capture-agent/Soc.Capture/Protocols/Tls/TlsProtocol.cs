namespace Soc.Capture.Protocols.Tls;

/// <summary>TLS over TCP, on whatever port; SSL 2 is not recognised.</summary>
public sealed class TlsProtocol : IStreamProtocol
{
    private const int BytesToTell = 6;

    public string Name => "ssl";

    /// <summary>A record of a handshake that begins with a hello; or of a server, an alert in clear.</summary>
    public Recognition Recognise(Side side, ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        var type = reader.U8();
        var major = reader.U8();
        var minor = reader.U8();
        var length = reader.U16();
        var first = reader.U8();
        var isAlert = type == RecordType.Alert && side == Side.Responder;
        if ((data.Length > 0 && type != RecordType.Handshake && !isAlert) || (data.Length > 1 && major != 3) || (data.Length > 2 && minor > RecordType.MaxMinorVersion))
        {
            return Recognition.No;
        }

        if (data.Length < BytesToTell)
        {
            return Recognition.Unsure;
        }

        var isOne = isAlert
            ? length == 2 && first is 1 or TlsAlerts.FatalLevel
            : length is > 0 and <= RecordType.MaxRecordBytes && first is HandshakeType.ClientHello or HandshakeType.ServerHello;
        return isOne ? Recognition.Yes : Recognition.No;
    }

    public StreamParser Begin() => new TlsParser();
}

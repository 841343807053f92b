namespace Soc.Capture.Protocols.Rdp;

/// <summary>RDP over TCP, on whatever port: a connection request of X.224 in a TPKT (MS-RDPBCGR section 2.2.1.1), as Siemens' S7 has it too.</summary>
public sealed class RdpProtocol : IStreamProtocol
{
    public string Name => "rdp";

    /// <summary>S7 goes on with parameters 0xC0 to 0xC2 (size and addresses, ISO 8073); RDP with text, its own negotiation, or nothing.</summary>
    public Recognition Recognise(Side side, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return Recognition.Unsure;
        }

        if (data[0] != X224.TpktVersion || (data.Length > 1 && data[1] != 0) || (data.Length > 2 && data[2] > 1))
        {
            return Recognition.No;
        }

        if (data.Length < X224.ConnectHeaderBytes)
        {
            return Recognition.Unsure;
        }

        var type = data[X224.TypeAt];
        if (type is not (X224.ConnectionRequest or X224.ConnectionConfirm) || !X224.IsSoundConnect(data))
        {
            return Recognition.No;
        }

        if (X224.LengthOf(data) == X224.ConnectHeaderBytes)
        {
            // A request without anything, as the oldest clients send it: what comes later tells.
            return type == X224.ConnectionRequest ? Recognition.Yes : Recognition.No;
        }

        if (data.Length == X224.ConnectHeaderBytes)
        {
            return Recognition.Unsure;
        }

        var first = data[X224.ConnectHeaderBytes];
        var isOurs = type == X224.ConnectionRequest
            ? first is RdpNegotiation.Request or (>= (byte)' ' and <= (byte)'~')
            : first is RdpNegotiation.Response or RdpNegotiation.Failure;
        return isOurs ? Recognition.Yes : Recognition.No;
    }

    public StreamParser Begin() => new RdpParser();
}

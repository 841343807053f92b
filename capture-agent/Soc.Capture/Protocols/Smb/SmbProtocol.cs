namespace Soc.Capture.Protocols.Smb;

/// <summary>SMB 2 and 3 over TCP, bare or in a NetBIOS session (MS-SMB2, RFC 1002). SMB 1 only as far as it leads there.</summary>
public sealed class SmbProtocol : IStreamProtocol
{
    /// <summary>A frame's head and the name of the protocol.</summary>
    private const int MinBytes = 8;

    /// <summary>RFC 1002, 4.3.2: a session request has two encoded names of 34 bytes.</summary>
    private static ReadOnlySpan<byte> SessionRequest => [SmbParser.SessionRequest, 0, 0, 68, 32];

    /// <summary>A message begins with one byte and "SMB"; a frame may say that it has less.</summary>
    private const int MarkBytes = 4;

    public string Name => "smb";

    public Recognition Recognise(Side side, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return Recognition.Unsure;
        }

        if (data[0] == SmbParser.SessionRequest)
        {
            return data.StartsWith(SessionRequest) ? Recognition.Yes : SessionRequest.StartsWith(data) ? Recognition.Unsure : Recognition.No;
        }

        if (data[0] != SmbParser.SessionMessage)
        {
            return Recognition.No;
        }

        if (data.Length < MinBytes)
        {
            return Recognition.Unsure;
        }

        var frameBytes = new ByteReader(data[1..]).U24();
        if (frameBytes < MarkBytes)
        {
            return Recognition.No;
        }

        var message = data[4..Math.Min(data.Length, 4 + frameBytes)];
        return !message[1..].StartsWith("SMB"u8) ? Recognition.No : message[0] switch
        {
            SmbParser.Smb2 or SmbParser.Encrypted or SmbParser.Compressed => Recognition.Yes,
            SmbParser.Smb1 => LeadsToSmb2(message, frameBytes),
            _ => Recognition.No,
        };
    }

    public StreamParser Begin() => new SmbParser();

    private static Recognition LeadsToSmb2(ReadOnlySpan<byte> message, int frameBytes) =>
        message.Length > 4 && message[4] != SmbParser.Smb1Negotiate ? Recognition.No
        : SmbParser.OffersSmb2(message) ? Recognition.Yes
        : message.Length >= Math.Min(frameBytes, SmbParser.MaxSmb1Bytes) ? Recognition.No : Recognition.Unsure;
}

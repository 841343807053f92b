namespace Soc.Capture.Protocols.Smb;

/// <summary>Where one side is in its frames.</summary>
internal sealed class SmbSide
{
    /// <summary>Bytes to pass over.</summary>
    public long Skip { get; set; }

    /// <summary>Bytes of the frame whose messages are still to be read, without those to pass over.</summary>
    public int FrameLeft { get; set; }

    /// <summary>Messages of this frame so far.</summary>
    public int Messages { get; set; }
}

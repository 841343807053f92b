namespace Soc.Capture.Protocols.Smb;

/// <summary>What a share is (MS-SMB2 2.2.10).</summary>
public enum SmbShareType
{
    /// <summary>Not said: the connect failed.</summary>
    Unknown,
    Disk,
    Pipe,
    Print,
}

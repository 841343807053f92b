namespace Soc.Capture.Protocols.Smb;

/// <summary>Why the rest of a connection cannot be read.</summary>
public enum SmbOpaqueReason
{
    /// <summary>SMB 3 encryption (MS-SMB2 2.2.41).</summary>
    Encrypted,

    /// <summary>SMB 3.1.1 compression (MS-SMB2 2.2.42).</summary>
    Compressed,
}

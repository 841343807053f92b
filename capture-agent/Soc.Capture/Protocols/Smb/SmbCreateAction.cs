namespace Soc.Capture.Protocols.Smb;

/// <summary>What the server did (MS-SMB2 2.2.14, CreateAction).</summary>
public enum SmbCreateAction
{
    Superseded,
    Opened,
    Created,
    Overwritten,

    /// <summary>The opening failed, or its answer was not seen.</summary>
    Unknown,
}

namespace Soc.Capture.Protocols.Smb;

/// <summary>What the client wants when the file is there, or is not (MS-SMB2 2.2.13, CreateDisposition).</summary>
public enum SmbDisposition
{
    Supersede,
    Open,
    Create,
    OpenOrCreate,
    Overwrite,
    OverwriteOrCreate,

    /// <summary>The opening was not seen, or says something else.</summary>
    Unknown,
}

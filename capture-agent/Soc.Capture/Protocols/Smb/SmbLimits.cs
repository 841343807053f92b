namespace Soc.Capture.Protocols.Smb;

/// <summary>Bounds of what is kept of one SMB connection.</summary>
public static class SmbLimits
{
    public const int MaxOpenFiles = 1024;

    public const int MaxTrees = 256;

    public const int MaxSessions = 64;

    /// <summary>Requests that wait for their answers; a server grants at most some hundred credits as a rule.</summary>
    public const int MaxWaiting = 512;

    /// <summary>Characters of a path or a name; Windows ends at 32,767, people much earlier.</summary>
    public const int MaxPathChars = 1024;

    /// <summary>Bytes of one message that are looked at where names or tokens matter; a name of the greatest length has 65,534.</summary>
    public const int MaxMessageBytes = 32_768;

    /// <summary>Most messages of one compound; the rest of it is passed over.</summary>
    public const int MaxCompound = 256;
}

namespace Soc.Capture.Protocols.Smb;

/// <summary>A client connected to a share, or was refused.</summary>
public sealed record SmbTree : ProtocolRecord
{
    /// <summary>As <see cref="SmbSession.User"/>.</summary>
    public required string User { get; init; }

    /// <summary>Such as "\\server\share"; at most <see cref="SmbLimits.MaxPathChars"/> characters.</summary>
    public required string Path { get; init; }

    public required SmbShareType ShareType { get; init; }

    /// <summary>All that is sent of this share is to be encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>NTSTATUS; 0 is success.</summary>
    public required uint Status { get; init; }

    /// <summary>As <see cref="SmbSession.StatusName"/>.</summary>
    public required string StatusName { get; init; }
}

namespace Soc.Capture.Protocols.Smb;

/// <summary>
/// One opening of a file, directory or pipe, with all that was done by it: told when it is closed, when it failed, when the connection
/// ends, or when too many are open. Begins at the request to open it.
/// </summary>
public sealed record SmbFile : ProtocolRecord
{
    /// <summary>When it was closed or failed, nanoseconds since 1970.</summary>
    public required long EndedAtNs { get; init; }

    /// <summary>As <see cref="SmbSession.User"/>.</summary>
    public required string User { get; init; }

    /// <summary>As <see cref="SmbTree.Path"/>; "" when its connect was not seen.</summary>
    public required string SharePath { get; init; }

    public required SmbShareType ShareType { get; init; }

    /// <summary>Below the share; "" is its root, or the opening was not seen. At most <see cref="SmbLimits.MaxPathChars"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>The opening was seen, so that the name and what hangs on it are known.</summary>
    public required bool IsOpeningSeen { get; init; }

    public required SmbDisposition Disposition { get; init; }

    public required SmbCreateAction Action { get; init; }

    /// <summary>Rights asked for, as bits (MS-SMB2 2.2.13.1).</summary>
    public required uint DesiredAccess { get; init; }

    public required bool IsDirectory { get; init; }

    /// <summary>When it was opened.</summary>
    public required ulong SizeBytes { get; init; }

    /// <summary>Times of the file when it was opened, nanoseconds since 1970; 0 when not said.</summary>
    public required long CreatedAtNs { get; init; }

    public required long AccessedAtNs { get; init; }

    public required long ModifiedAtNs { get; init; }

    public required long ChangedAtNs { get; init; }

    public required long ReadBytes { get; init; }

    public required long WrittenBytes { get; init; }

    /// <summary>Successful reads.</summary>
    public required long Reads { get; init; }

    /// <summary>Successful writes.</summary>
    public required long Writes { get; init; }

    /// <summary>Its last new name; "" when it was not renamed.</summary>
    public required string NewName { get; init; }

    /// <summary>It was to be deleted when it is closed.</summary>
    public required bool IsDeleted { get; init; }

    /// <summary>Its closing was seen.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>NTSTATUS of the opening; 0 is success.</summary>
    public required uint Status { get; init; }

    /// <summary>As <see cref="SmbSession.StatusName"/>.</summary>
    public required string StatusName { get; init; }
}

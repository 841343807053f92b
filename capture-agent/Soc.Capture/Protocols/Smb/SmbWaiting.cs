namespace Soc.Capture.Protocols.Smb;

/// <summary>A request whose answer is to come.</summary>
internal sealed class SmbWaiting(SmbCommand command, long atNs)
{
    public SmbCommand Command { get; } = command;

    public long AtNs { get; } = atNs;

    public ulong SessionId { get; init; }

    public uint TreeId { get; init; }

    /// <summary>Of a request to open.</summary>
    public SmbOpenFile? Opening { get; init; }

    /// <summary>Of a request on an open file.</summary>
    public SmbFileId File { get; set; }

    /// <summary>The file is what this request opens: it is in the same compound.</summary>
    public ulong? OpenedBy { get; set; }

    /// <summary>Of a tree connect: the share. Of a rename: the new name.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of a request to set: whether the file is to be deleted; null when it is not about that.</summary>
    public bool? Deletes { get; init; }

    /// <summary>Of a session setup that has no session yet.</summary>
    public SmbLogon? Logon { get; init; }
}

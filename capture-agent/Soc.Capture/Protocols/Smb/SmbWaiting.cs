namespace Soc.Capture.Protocols.Smb;

/// <summary>A request whose answer is to come; then another one: who reads a file asks for each piece of it.</summary>
internal sealed class SmbWaiting
{
    public SmbCommand Command { get; set; }

    public long AtNs { get; set; }

    public ulong SessionId { get; set; }

    public uint TreeId { get; set; }

    /// <summary>Of a request to open.</summary>
    public SmbOpenFile? Opening { get; set; }

    /// <summary>Of a request on an open file.</summary>
    public SmbFileId File { get; set; }

    /// <summary>The file is what this request opens: it is in the same compound.</summary>
    public ulong? OpenedBy { get; set; }

    /// <summary>Of a tree connect: the share. Of a rename: the new name.</summary>
    public string Text { get; set; } = "";

    /// <summary>Of a request to set: whether the file is to be deleted; null when it is not about that.</summary>
    public bool? Deletes { get; set; }

    /// <summary>Of a session setup that has no session yet.</summary>
    public SmbLogon? Logon { get; set; }

    /// <summary>Nothing of the request stays.</summary>
    public void Clear()
    {
        (Command, AtNs, SessionId, TreeId, File) = (default, 0, 0, 0, default);
        (Opening, OpenedBy, Text, Deletes, Logon) = (null, null, "", null, null);
    }
}

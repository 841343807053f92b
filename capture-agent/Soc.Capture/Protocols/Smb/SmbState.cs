namespace Soc.Capture.Protocols.Smb;

/// <summary>What is known of a connection: all of it in bounded tables.</summary>
internal sealed class SmbState
{
    public BoundedTable<ulong, SmbWaiting> Waiting { get; } = new(SmbLimits.MaxWaiting);

    public BoundedTable<ulong, SmbLogon> Logons { get; } = new(SmbLimits.MaxSessions);

    public BoundedTable<SmbTreeKey, SmbConnectedTree> Trees { get; } = new(SmbLimits.MaxTrees);

    public BoundedTable<SmbFileId, SmbOpenFile> Files { get; } = new(SmbLimits.MaxOpenFiles);

    public string Dialect { get; set; } = "";

    public string UserOf(ulong session) => Logons.TryGet(session, out var logon) ? logon.User : "";

    public SmbConnectedTree? TreeOf(ulong session, uint tree) => Trees.TryGet(new SmbTreeKey(session, tree), out var found) ? found : null;

    /// <summary>The connection is over: what is open is told, the oldest first.</summary>
    public void End(long atNs, IProtocolSink sink)
    {
        foreach (var logon in Logons.Values)
        {
            if (logon.Ntlm.Take(null) is { } authentication)
            {
                sink.Take(authentication);
            }
        }

        foreach (var file in Files.Values)
        {
            file.Tell(0, isClosed: false, atNs, sink);
        }

        Logons.Clear();
        Files.Clear();
        Waiting.Clear();
        Trees.Clear();
    }
}

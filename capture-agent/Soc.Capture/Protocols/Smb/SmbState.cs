namespace Soc.Capture.Protocols.Smb;

/// <summary>What is known of a connection: all of it in bounded tables.</summary>
internal sealed class SmbState
{
    // As many as one connection asks at a time.
    private const int MaxSpare = 16;

    // Of objects with their places in a table, by their fields; texts come to it.
    private const int WaitingBytes = 200;
    private const int LogonBytes = 1_024;
    private const int TreeBytes = 120;
    private const int FileBytes = 320;

    private readonly Stack<SmbWaiting> _spare = new();

    public BoundedTable<ulong, SmbWaiting> Waiting { get; } = new(SmbLimits.MaxWaiting, w => WaitingBytes + TextBytes(w.Text) + (w.Opening is { } opening ? BytesOf(opening) : 0));

    public BoundedTable<ulong, SmbLogon> Logons { get; } = new(SmbLimits.MaxSessions, _ => LogonBytes);

    public BoundedTable<SmbTreeKey, SmbConnectedTree> Trees { get; } = new(SmbLimits.MaxTrees, t => TreeBytes + TextBytes(t.Path));

    public BoundedTable<SmbFileId, SmbOpenFile> Files { get; } = new(SmbLimits.MaxOpenFiles, BytesOf);

    public string Dialect { get; set; } = "";

    /// <summary>What all tables take, bytes; about.</summary>
    public int HeldBytes => Waiting.HeldBytes + Logons.HeldBytes + Trees.HeldBytes + Files.HeldBytes;

    /// <summary>A request to fill in.</summary>
    public SmbWaiting Ask(SmbCommand command, long atNs)
    {
        var waiting = _spare.TryPop(out var used) ? used : new SmbWaiting();
        (waiting.Command, waiting.AtNs) = (command, atNs);
        return waiting;
    }

    /// <summary>Nobody looks at it any more.</summary>
    public void Done(SmbWaiting? waiting)
    {
        if (waiting is not null && _spare.Count < MaxSpare)
        {
            waiting.Clear();
            _spare.Push(waiting);
        }
    }

    /// <summary>For another connection.</summary>
    public void Reset()
    {
        Clear();
        Dialect = "";
    }

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

        Clear();
    }

    private static int BytesOf(SmbOpenFile file) => FileBytes + TextBytes(file.Name);

    private static int TextBytes(string text) => sizeof(char) * text.Length;

    private void Clear()
    {
        Logons.Clear();
        Files.Clear();
        Waiting.Clear();
        Trees.Clear();
    }
}

namespace Soc.Capture.Protocols.Smb;

/// <summary>A file that is open, or about to be.</summary>
internal sealed class SmbOpenFile(long atNs)
{
    /// <summary>FILETIME of 1970-01-01, in 100 ns since 1601.</summary>
    private const long UnixEpoch = 116_444_736_000_000_000;

    /// <summary>The last FILETIME whose nanoseconds since 1970 fit 63 bits.</summary>
    private const long LastFileTime = UnixEpoch + (long.MaxValue / 100);

    public string User { get; init; } = "";

    public string SharePath { get; init; } = "";

    public SmbShareType ShareType { get; init; }

    public string Name { get; init; } = "";

    public bool IsOpeningSeen { get; init; }

    public SmbDisposition Disposition { get; init; } = SmbDisposition.Unknown;

    public uint DesiredAccess { get; init; }

    public bool IsDirectory { get; set; }

    public bool IsDeleted { get; set; }

    public string NewName { get; set; } = "";

    public long ReadBytes { get; set; }

    public long WrittenBytes { get; set; }

    public long Reads { get; set; }

    public long Writes { get; set; }

    private SmbCreateAction Action { get; set; } = SmbCreateAction.Unknown;

    private long CreatedAtNs { get; set; }

    private long AccessedAtNs { get; set; }

    private long ModifiedAtNs { get; set; }

    private long ChangedAtNs { get; set; }

    private ulong SizeBytes { get; set; }

    /// <summary>The answer to the opening, from its member CreateAction (MS-SMB2 2.2.14).</summary>
    public SmbFileId Opened(ref ByteReader reader)
    {
        var action = reader.U32Little();
        Action = action < (uint)SmbCreateAction.Unknown ? (SmbCreateAction)action : SmbCreateAction.Unknown;
        CreatedAtNs = UnixNs(reader.U64Little());
        AccessedAtNs = UnixNs(reader.U64Little());
        ModifiedAtNs = UnixNs(reader.U64Little());
        ChangedAtNs = UnixNs(reader.U64Little());
        reader.Skip(8);
        SizeBytes = reader.U64Little();
        IsDirectory |= (reader.U32Little() & 0x10) != 0;
        reader.Skip(4);
        return SmbFileId.Read(ref reader);
    }

    public void Tell(uint status, bool isClosed, long atEndNs, IProtocolSink sink) => sink.Take(new SmbFile
    {
        AtNs = atNs,
        EndedAtNs = atEndNs,
        User = User,
        SharePath = SharePath,
        ShareType = ShareType,
        Name = Name,
        IsOpeningSeen = IsOpeningSeen,
        Disposition = Disposition,
        Action = Action,
        DesiredAccess = DesiredAccess,
        IsDirectory = IsDirectory,
        SizeBytes = SizeBytes,
        CreatedAtNs = CreatedAtNs,
        AccessedAtNs = AccessedAtNs,
        ModifiedAtNs = ModifiedAtNs,
        ChangedAtNs = ChangedAtNs,
        ReadBytes = ReadBytes,
        WrittenBytes = WrittenBytes,
        Reads = Reads,
        Writes = Writes,
        NewName = NewName,
        IsDeleted = IsDeleted,
        IsClosed = isClosed,
        Status = status,
        StatusName = SmbStatus.NameOf(status),
    });

    private static long UnixNs(ulong fileTime) =>
        fileTime is < UnixEpoch or > LastFileTime ? 0 : ((long)fileTime - UnixEpoch) * 100;
}

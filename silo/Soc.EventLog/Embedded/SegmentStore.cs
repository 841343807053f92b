using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Soc.EventLog.Embedded;

/// <summary>
/// The files of one partition. Written by the committer alone; readers see <see cref="Segments"/> and, of each, its durable
/// bytes. A window is written, flushed, and then accepted, or rolled back to what was durable before it.
/// </summary>
internal sealed class SegmentStore : IDisposable
{
    private const string Extension = ".log";
    private readonly JournalSettings _settings;
    private Segment[] _segments;
    private SafeFileHandle _active;
    private long _writtenBytes;
    private bool _dirty;

    private SegmentStore(JournalSettings settings, int partition, string directory, Segment[] segments, SafeFileHandle active)
    {
        _settings = settings;
        Partition = partition;
        Directory = directory;
        _segments = segments;
        _active = active;
        _writtenBytes = segments[^1].DurableBytes;
    }

    public int Partition { get; }

    public string Directory { get; }

    /// <summary>Oldest first; never empty, the last is the one written to.</summary>
    public Segment[] Segments => Volatile.Read(ref _segments);

    public Segment Active => Segments[^1];

    public long DurableBytes => Segments.Sum(static s => s.DurableBytes);

    /// <summary>New files begun since opening.</summary>
    public long Rolls { get; private set; }

    /// <summary>Opens the files, cuts a torn tail, and says what was found.</summary>
    public static SegmentStore Open(JournalSettings settings, int partition, string directory, out JournalRecovery recovery)
    {
        System.IO.Directory.CreateDirectory(directory);
        var segments = System.IO.Directory.GetFiles(directory, "*" + Extension)
            .Select(static path => (Path: path, Base: BaseOf(path)))
            .Where(static f => f.Base >= 0)
            .OrderBy(static f => f.Base)
            .Select(static f => new FileInfo(f.Path) is var info
                ? new Segment(f.Path, f.Base, info.Length, new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeMilliseconds())
                : null!)
            .ToList();
        if (segments.Count == 0)
        {
            var (first, created) = CreateFile(settings, directory, 0);
            created.Dispose();
            segments.Add(first);
        }

        var last = segments[^1];
        recovery = TailRecovery.Scan(settings, partition, last);
        var handle = File.OpenHandle(last.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (recovery.TruncatedBytes > 0)
        {
            RandomAccess.SetLength(handle, recovery.GoodBytes);
            RandomAccess.FlushToDisk(handle);
            last.DurableBytes = recovery.GoodBytes;
        }

        return new SegmentStore(settings, partition, directory, [.. segments], handle);
    }

    /// <summary>Writes a block of whole records; not durable before <see cref="Flush"/>.</summary>
    public void Write(ReadOnlySpan<byte> block, long firstOffset, long nowMs)
    {
        _settings.Fault(LogFaultPoint.BeforeWrite, Partition);
        if (_writtenBytes > 0 && _writtenBytes + block.Length > _settings.SegmentBytes)
        {
            Roll(firstOffset);
        }

        _dirty = true;
        RandomAccess.Write(_active, block, _writtenBytes);
        _writtenBytes += block.Length;
        Active.LastWriteMs = nowMs;
        _settings.Fault(LogFaultPoint.AfterWrite, Partition);
    }

    public void Flush()
    {
        _settings.Fault(LogFaultPoint.BeforeFlush, Partition);
        RandomAccess.FlushToDisk(_active);
    }

    /// <summary>The window is durable: readers may see it.</summary>
    public void Accept()
    {
        Active.DurableBytes = _writtenBytes;
        _dirty = false;
    }

    /// <summary>Takes a failed window back. When that fails too it is tried again before the next write.</summary>
    public bool TryRollback()
    {
        if (!_dirty)
        {
            return true;
        }

        try
        {
            _settings.Fault(LogFaultPoint.BeforeRollback, Partition);
            RandomAccess.SetLength(_active, Active.DurableBytes);
            _writtenBytes = Active.DurableBytes;
            _dirty = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Starts a new file; what was active before is closed for good.</summary>
    public void Roll(long baseOffset)
    {
        _settings.Fault(LogFaultPoint.BeforeNewSegment, Partition);
        var (segment, handle) = CreateFile(_settings, Directory, baseOffset);
        _active.Dispose();
        _active = handle;
        _writtenBytes = 0;
        Rolls++;
        Volatile.Write(ref _segments, [.. _segments, segment]);
    }

    /// <summary>Removes the oldest file. Readers who have it open read on.</summary>
    public void RemoveOldest()
    {
        var oldest = _segments[0];
        File.Delete(oldest.Path);
        Volatile.Write(ref _segments, _segments[1..]);
    }

    public void Dispose() => _active.Dispose();

    private static (Segment Segment, SafeFileHandle Handle) CreateFile(JournalSettings settings, string directory, long baseOffset)
    {
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{baseOffset:d19}{Extension}"));
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            RandomAccess.SetLength(handle, 0);
            DirectorySync.Flush(directory);
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        return (new Segment(path, baseOffset, 0, settings.NowMs()), handle);
    }

    private static long BaseOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
}

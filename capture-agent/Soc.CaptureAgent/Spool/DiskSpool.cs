using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Soc.CaptureAgent.Spool;

/// <summary>
/// Batches that are not acknowledged, one file each, oldest first. When they are more bytes than allowed, the oldest go: what happens now is
/// worth more than what happened an hour ago. What goes is counted, and told with the next batch.
/// </summary>
public sealed class DiskSpool : IDisposable
{
    private const string Suffix = ".batch";
    private const int HeaderBytes = 32;

    // Numbers are given out in blocks that are written down before, so that none comes twice after a crash.
    private const ulong NumberBlock = 1_024;

    // A higher number is nobody's: it would leave no room for those after it.
    private const ulong MaxNumber = long.MaxValue;

    private const int HashBytes = sizeof(ulong);
    private const int CountsAt = 8;
    private const int HashAt = 20;

    private static readonly byte[] Mark = "SOCBATC2"u8.ToArray();

    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ulong, Entry> _entries = [];
    private readonly SemaphoreSlim _added = new(0);
    private ulong _next;
    private ulong _reservedUntil;
    private ulong _droppedBefore;

    private DiskSpool(string folder, long maxBytes)
    {
        (_folder, _maxBytes) = (folder, maxBytes);
        Epoch = ReadEpoch(Path.Combine(folder, "epoch"), isKept: TryReadReserved(out _reservedUntil));
    }

    /// <summary>Numbers count within it: 16 bytes that no other spool has.</summary>
    public byte[] Epoch { get; }

    /// <summary>Bytes that wait.</summary>
    public long Bytes { get; private set; }

    /// <summary>Batches that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Events dropped since the start because the spool was full.</summary>
    public ulong DroppedWhenFull { get; private set; }

    /// <summary>Events dropped since the start because the disk did not take them.</summary>
    public ulong DroppedByDisk { get; private set; }

    /// <summary>Files that were damaged, and were removed.</summary>
    public int Damaged { get; private set; }

    /// <summary>Why the disk took nothing the last time; null when it did.</summary>
    public string? Trouble { get; private set; }

    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static DiskSpool Open(string folder, long maxBytes)
    {
        Directory.CreateDirectory(folder);
        var spool = new DiskSpool(folder, maxBytes);
        spool.Find();
        return spool;
    }

    /// <summary>Writes a batch; it is durable afterwards.</summary>
    /// <returns>False when the disk did not take it: it is lost, counted, and <see cref="Trouble"/> says why.</returns>
    public bool Add(int events, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            MakeRoom(HeaderBytes + data.Length);
            try
            {
                Reserve();
                var number = _next;
                Write(PathOf(number), events, data);
                _next++;
                _entries.Add(number, new Entry(events, HeaderBytes + data.Length));
                Bytes += HeaderBytes + data.Length;
                (_droppedBefore, Trouble) = (0, null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                DroppedByDisk += (ulong)events;
                _droppedBefore += (ulong)events;
                Trouble = $"{_folder} takes nothing ({e.Message.TrimEnd('.')}): free space there, or give another StateDirectory";
                return false;
            }
        }

        _added.Release();
        return true;
    }

    /// <summary>Counts events that never came as far as a batch, so that the next batch tells of them.</summary>
    public void Dropped(ulong events)
    {
        lock (_lock)
        {
            _droppedBefore += events;
        }
    }

    /// <summary>The oldest batch with a higher number; null when there is none.</summary>
    public SpooledBatch? After(ulong number)
    {
        lock (_lock)
        {
            foreach (var waiting in _entries.Keys.Where(n => n > number).ToArray())
            {
                if (Read(waiting) is { } batch)
                {
                    return batch;
                }

                Damaged++;
                _droppedBefore += (ulong)_entries[waiting].Events;
                Remove(waiting);
            }
        }

        return null;
    }

    /// <summary>Everything up to this number arrived.</summary>
    public void Acknowledge(ulong number)
    {
        lock (_lock)
        {
            foreach (var done in _entries.Keys.TakeWhile(n => n <= number).ToArray())
            {
                Remove(done);
            }
        }
    }

    /// <summary>Waits for a batch to be added, at most so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _added.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _added.Dispose();

    /// <param name="isKept">It is known which numbers were given out in it. Otherwise some would come twice, and whoever takes batches would leave them out as known.</param>
    private static byte[] ReadEpoch(string path, bool isKept)
    {
        if (isKept && File.Exists(path) && File.ReadAllBytes(path) is { Length: 16 } known)
        {
            return known;
        }

        var fresh = RandomNumberGenerator.GetBytes(16);
        DurableFile.Write(path, fresh);
        return fresh;
    }

    private bool TryReadReserved(out ulong number)
    {
        number = 1;
        var path = Path.Combine(_folder, "reserved");
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { Length: sizeof(ulong) + HashBytes } content
            || BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(sizeof(ulong))) != XxHash3.HashToUInt64(content.AsSpan(0, sizeof(ulong))))
        {
            return false;
        }

        number = BinaryPrimitives.ReadUInt64LittleEndian(content);
        return number <= MaxNumber;
    }

    private void Find()
    {
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*" + Suffix))
        {
            if (ulong.TryParse(Path.GetFileNameWithoutExtension(file.Name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= MaxNumber && string.Equals(file.FullName, Path.GetFullPath(PathOf(number)), StringComparison.Ordinal))
            {
                _entries.Add(number, new Entry(EventsOf(file.FullName), file.Length));
                Bytes += file.Length;
            }
        }

        foreach (var unfinished in Directory.EnumerateFiles(_folder, "*" + DurableFile.Unfinished))
        {
            File.Delete(unfinished);
        }

        _next = Math.Max(_reservedUntil, _entries.Count == 0 ? 1 : _entries.Keys.Last() + 1);
        _reservedUntil = _next;
        if (_entries.Count > 0)
        {
            _added.Release();
        }
    }

    private void Reserve()
    {
        if (_next < _reservedUntil)
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong) + HashBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _next + NumberBlock);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], XxHash3.HashToUInt64(bytes[..sizeof(ulong)]));
        DurableFile.Write(Path.Combine(_folder, "reserved"), bytes);
        _reservedUntil = _next + NumberBlock;
    }

    private void MakeRoom(long bytes)
    {
        while (Bytes + bytes > _maxBytes && _entries.Count > 0)
        {
            var (oldest, entry) = _entries.First();
            DroppedWhenFull += (ulong)entry.Events;
            _droppedBefore += (ulong)entry.Events;
            Remove(oldest);
        }
    }

    private void Remove(ulong number)
    {
        if (_entries.Remove(number, out var entry))
        {
            Bytes -= entry.Bytes;
            try
            {
                File.Delete(PathOf(number));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It will be sent again after a restart, and recognised.
                Trouble = $"{PathOf(number)} cannot be removed ({e.Message.TrimEnd('.')}): correct its permissions";
            }
        }
    }

    private string PathOf(ulong number) => Path.Combine(_folder, number.ToString("D20", CultureInfo.InvariantCulture) + Suffix);

    private void Write(string path, int events, ReadOnlySpan<byte> data)
    {
        var content = new byte[HeaderBytes + data.Length];
        Mark.CopyTo(content, 0);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(CountsAt), events);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(12), _droppedBefore);
        data.CopyTo(content.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(HashAt), HashOf(content));
        DurableFile.Write(path, content);
    }

    /// <summary>Of the data, and of the counts before it.</summary>
    private static ulong HashOf(ReadOnlySpan<byte> content) =>
        XxHash3.HashToUInt64(content[HeaderBytes..], (long)XxHash3.HashToUInt64(content[CountsAt..HashAt]));

    private static int EventsOf(string path)
    {
        Span<byte> header = stackalloc byte[12];
        using var file = File.OpenRead(path);
        var said = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length ? BinaryPrimitives.ReadInt32LittleEndian(header[CountsAt..]) : 0;

        // Damage must not make billions of lost events: each has a byte at least.
        return (int)Math.Clamp(said, 0, Math.Min(file.Length, int.MaxValue));
    }

    private SpooledBatch? Read(ulong number)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(PathOf(number));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var isWhole = content.Length >= HeaderBytes && content.AsSpan(0, 8).SequenceEqual(Mark)
            && BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(HashAt)) == HashOf(content);
        return isWhole
            ? new SpooledBatch(number, BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(CountsAt)), BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(12)), content[HeaderBytes..])
            : null;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Events, long Bytes);
}

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

    private static readonly byte[] Mark = "SOCBATC1"u8.ToArray();

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
        Epoch = ReadEpoch(Path.Combine(folder, "epoch"));
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

    private static byte[] ReadEpoch(string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: 16 } known)
        {
            return known;
        }

        var fresh = RandomNumberGenerator.GetBytes(16);
        DurableFile.Write(path, fresh);
        return fresh;
    }

    private void Find()
    {
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*" + Suffix))
        {
            if (ulong.TryParse(Path.GetFileNameWithoutExtension(file.Name), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                _entries.Add(number, new Entry(EventsOf(file.FullName), file.Length));
                Bytes += file.Length;
            }
        }

        foreach (var unfinished in Directory.EnumerateFiles(_folder, "*" + DurableFile.Unfinished))
        {
            File.Delete(unfinished);
        }

        var reserved = Path.Combine(_folder, "reserved");
        _reservedUntil = File.Exists(reserved) && File.ReadAllBytes(reserved) is { Length: sizeof(ulong) } known ? BinaryPrimitives.ReadUInt64LittleEndian(known) : 1;
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

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _next + NumberBlock);
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
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(8), events);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(12), _droppedBefore);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(20), XxHash3.HashToUInt64(data));
        data.CopyTo(content.AsSpan(HeaderBytes));
        DurableFile.Write(path, content);
    }

    private static int EventsOf(string path)
    {
        Span<byte> header = stackalloc byte[12];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length ? Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(header[8..])) : 0;
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
            && BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(20)) == XxHash3.HashToUInt64(content.AsSpan(HeaderBytes));
        return isWhole
            ? new SpooledBatch(number, BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(8)), BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(12)), content[HeaderBytes..])
            : null;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Events, long Bytes);
}

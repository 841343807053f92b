using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Soc.EventLog.Embedded;

/// <summary>
/// Writes one partition: everything that waits shares one write and one fsync. A write that fails is cut off again, so
/// that the file ends with the last acknowledged record.
/// </summary>
internal sealed class PartitionWriter : IAsyncDisposable
{
    private const int MaxGroupBytes = 8 * 1024 * 1024;

    private readonly string _directory;
    private readonly EmbeddedEventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Segment> _segments;
    private readonly Task _loop;
    private List<PendingAppend> _pending = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SafeFileHandle? _file;
    private long _length;
    private long _end;
    private long _closedBytes;

    public PartitionWriter(string directory, EmbeddedEventLogOptions options, TimeProvider time, RecoveredPartition recovered)
    {
        _directory = directory;
        _options = options;
        _time = time;
        _segments = [.. recovered.Segments];
        _end = recovered.EndOffset;
        _length = recovered.LastLength;
        _closedBytes = recovered.ClosedBytes;
        if (_segments.Count > 0)
        {
            _file = File.OpenHandle(_segments[^1].Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        }

        _loop = Task.Run(RunAsync);
    }

    /// <summary>Offset that the next record gets; everything below is durable.</summary>
    public long EndOffset => Volatile.Read(ref _end);

    /// <summary>Bytes on disk.</summary>
    public long TotalBytes => Volatile.Read(ref _closedBytes) + Volatile.Read(ref _length);

    /// <summary>Segments, oldest first, and how much of the last is durable.</summary>
    public (IReadOnlyList<Segment> Segments, long LastLength) Layout()
    {
        lock (_gate)
        {
            return ([.. _segments], _length);
        }
    }

    public Task AppendAsync(PendingAppend append)
    {
        lock (_gate)
        {
            _pending.Add(append);
            if (_pending.Count == 1)
            {
                _work.Release();
            }
        }

        return append.Durable;
    }

    /// <summary>Completes when there is a record at or above this offset.</summary>
    public Task WaitAsync(long offset, CancellationToken cancellationToken)
    {
        Task grown;
        lock (_gate)
        {
            if (_end > offset)
            {
                return Task.CompletedTask;
            }

            grown = _grown.Task;
        }

        return grown.WaitAsync(cancellationToken);
    }

    /// <summary>Removes closed segments that lie wholly below an offset, oldest first, while <paramref name="mayRemove"/> says so.</summary>
    public void Retain(long belowOffset, Func<Segment, bool> mayRemove)
    {
        lock (_gate)
        {
            while (_segments.Count > 1 && _segments[1].FirstOffset <= belowOffset && mayRemove(_segments[0]))
            {
                var length = new FileInfo(_segments[0].Path).Length;
                File.Delete(_segments[0].Path);
                _segments.RemoveAt(0);
                _closedBytes -= length;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _file?.Dispose();
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await _work.WaitAsync(_stop.Token);
                if (_options.CommitDelay > TimeSpan.Zero && PendingBytes() < MaxGroupBytes)
                {
                    await Task.Delay(_options.CommitDelay, _time, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // What waits is still written: its senders wait for it.
                Commit(Take());
                return;
            }

            Commit(Take());
        }
    }

    private long PendingBytes()
    {
        lock (_gate)
        {
            return _pending.Sum(p => p.Bytes);
        }
    }

    private List<PendingAppend> Take()
    {
        lock (_gate)
        {
            var taken = _pending;
            _pending = [];
            return taken;
        }
    }

    private void Commit(List<PendingAppend> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        var start = _length;
        try
        {
            Roll();
            start = _length;
            var next = Write(group);
            RandomAccess.FlushToDisk(_file!);
            TaskCompletionSource grown;
            lock (_gate)
            {
                _length = start + group.Sum(g => g.Bytes);
                Volatile.Write(ref _end, next);
                grown = _grown;
                _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            grown.TrySetResult();
            group.ForEach(g => g.Complete());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CutBack(start);
            var reason = new EventLogUnavailableException(
                $"The event log could not be written ({e.Message}): free space or mend the disk under {_directory}. Nothing that was acknowledged is lost; senders keep and repeat the rest.", e);
            group.ForEach(g => g.Fail(reason));
        }
    }

    private long Write(List<PendingAppend> group)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(int.MaxValue / 2, group.Sum(g => g.Bytes)));
        try
        {
            var offset = _end;
            var used = 0;
            var position = _length;
            foreach (var payload in group.SelectMany(g => g.Payloads))
            {
                var size = RecordFormat.HeaderBytes + payload.Length;
                if (used + size > buffer.Length)
                {
                    RandomAccess.Write(_file!, buffer.AsSpan(0, used), position);
                    position += used;
                    used = 0;
                }

                RecordFormat.Write(buffer.AsSpan(used), offset++, payload);
                used += size;
            }

            RandomAccess.Write(_file!, buffer.AsSpan(0, used), position);
            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Roll()
    {
        if (_file is not null && _length < _options.SegmentBytes)
        {
            return;
        }

        var segment = Segment.At(_directory, _end);
        var file = File.OpenHandle(segment.Path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        _file?.Dispose();
        _file = file;
        lock (_gate)
        {
            _closedBytes += _length;
            _segments.Add(segment);
            _length = 0;
        }
    }

    private void CutBack(long length)
    {
        try
        {
            if (_file is not null)
            {
                RandomAccess.SetLength(_file, length);
            }
        }
        catch (IOException)
        {
            // The next write goes to the same place, and a torn tail is cut at the next start.
        }
    }
}

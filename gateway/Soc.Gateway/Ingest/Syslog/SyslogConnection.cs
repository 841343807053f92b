using System.Buffers;
using System.IO.Pipelines;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>One sender's stream: read, cut into frames, append, and only then read on.</summary>
internal sealed class SyslogConnection(Stream stream, string client, string? sourcetype, SyslogSink sink)
{
    private const int ReadBytes = 64 * 1024;

    private readonly SyslogFramer _framer = new(sink.Options.MaxFrameBytes, sink.Options.MaxSkippedFrameBytes);
    private readonly List<IngestRecord> _frames = [];

    /// <summary>Reads to the end; returns why the connection must be closed, or null when the sender ended it.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, leaveOpen: true));
        var idle = sink.Time.CreateTimer(static state => ((PipeReader)state!).CancelPendingRead(), reader, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            var hasPartial = false;
            while (true)
            {
                idle.Change(TimeSpan.FromSeconds(hasPartial ? sink.Options.FrameSeconds : sink.Options.IdleSeconds), Timeout.InfiniteTimeSpan);
                var read = await reader.ReadAsync(cancellationToken);
                idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var buffer = read.Buffer;
                if (await TakeFramesAsync(reader, buffer, read.IsCompleted || read.IsCanceled, cancellationToken) is not { } left)
                {
                    return IngestReasons.UnknownClient;
                }

                if (_framer.Fault is not null || read.IsCanceled)
                {
                    return _framer.Fault ?? (left > 0 ? IngestReasons.Truncated : "idle");
                }

                if (read.IsCompleted)
                {
                    return null;
                }

                hasPartial = left > 0 || _framer.IsSkipping;
            }
        }
        finally
        {
            await idle.DisposeAsync();
            await reader.CompleteAsync();
        }
    }

    /// <summary>Bytes left that make no frame yet; null when the client does not exist.</summary>
    private async ValueTask<long?> TakeFramesAsync(PipeReader reader, ReadOnlySequence<byte> buffer, bool isLast, CancellationToken cancellationToken)
    {
        do
        {
            _frames.Clear();
            while (_frames.Count < sink.Options.MaxBatchFrames && _framer.TryRead(ref buffer, out var frame))
            {
                Add(frame);
            }

            if (_frames.Count > 0 && !await sink.AppendAsync(client, _frames, cancellationToken))
            {
                return null;
            }
        }
        while (_frames.Count > 0);

        var left = buffer.Length;
        if (_framer.Fault is not null)
        {
            sink.Drop(_framer.Fault);
        }
        else if (isLast)
        {
            var rest = buffer;
            if (_framer.TryReadRest(ref rest, out var last))
            {
                Add(last);
                await sink.AppendAsync(client, _frames, cancellationToken);
            }
        }

        // Frames are durable here: only now may the buffer be used again and the socket be read on.
        reader.AdvanceTo(buffer.Start, buffer.End);
        return left;
    }

    private void Add(in SyslogFrame frame)
    {
        if (!frame.Bytes.IsEmpty)
        {
            var bytes = frame.Bytes.IsSingleSegment ? frame.Bytes.First : frame.Bytes.ToArray();
            _frames.Add(new IngestRecord(bytes, sourcetype, Host: null, TimeMs: 0, frame.Defect));
        }
    }
}

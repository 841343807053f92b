using System.Buffers;
using System.IO.Pipelines;

namespace Soc.Silo.Clustering.Tls;

/// <summary>A connection's two pipes as the stream that TLS wants. Does not own them.</summary>
internal sealed class PipeStream(IDuplexPipe pipe) : Stream
{
    private bool _isBroken;
    private bool _isEnded;

    /// <summary>First byte that the other end sent, null when it sent none: it tells what it speaks.</summary>
    public byte? FirstByte { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isEnded)
        {
            var result = await pipe.Input.ReadAsync(cancellationToken);
            var there = result.Buffer;

            // The runtime cancels what waits when it closes the connection, and says it once. It is the end, also for the reads after it:
            // TLS waits with an empty buffer first, and would then wait for ever.
            _isEnded = result.IsCanceled;
            if (!there.IsEmpty)
            {
                if (buffer.IsEmpty)
                {
                    // It waited for something to come, and takes it with the next read.
                    pipe.Input.AdvanceTo(there.Start);
                    return 0;
                }

                var length = (int)Math.Min(there.Length, buffer.Length);
                there.Slice(0, length).CopyTo(buffer.Span);
                FirstByte ??= buffer.Span[0];
                pipe.Input.AdvanceTo(there.GetPosition(length));
                return length;
            }

            pipe.Input.AdvanceTo(there.End);

            _isEnded |= result.IsCompleted;
        }

        return 0;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Said once: what is left of the connection is only closed, and that is not to fail again.
        if (_isBroken)
        {
            return;
        }

        var result = await pipe.Output.WriteAsync(buffer, cancellationToken);
        if (result.IsCompleted || result.IsCanceled)
        {
            _isBroken = true;
            throw new IOException("The connection is closed.");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Every write is flushed.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>
/// The body of a request in one rented buffer, decompressed, with both lengths capped while it is read: a bomb is refused
/// after the cap, not after it has burst. Works for a length, chunks and HTTP/2 alike, since it reads until the end.
/// </summary>
internal sealed class HecBody(BodyBudget budget) : IDisposable
{
    private const int FirstBytes = 16 * 1024;

    private byte[] _buffer = [];
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Null when it was read; else the reply that refuses it.</summary>
    public async ValueTask<HecReply?> ReadAsync(HttpRequest request, IngestOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await FillAsync(request, options, cancellationToken);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return HecReply.TooLarge;
        }
        catch (InvalidDataException)
        {
            return HecReply.InvalidFormat;
        }
    }

    public void Dispose()
    {
        Release();
        _buffer = [];
    }

    private async ValueTask<HecReply?> FillAsync(HttpRequest request, IngestOptions options, CancellationToken cancellationToken)
    {
        if (request.ContentLength > options.MaxBodyBytes)
        {
            return HecReply.TooLarge;
        }

        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await CopyAsync(request.Body, Math.Min(options.MaxBodyBytes, options.MaxDecompressedBytes), cancellationToken);
        }

        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) && !encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
        {
            return new HecReply(415, HecReply.InvalidFormat.Code, "Content-Encoding is gzip or none");
        }

        using var packed = new HecBody(budget);
        if (await packed.CopyAsync(request.Body, options.MaxBodyBytes, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await using var unpacked = new GZipStream(new MemoryStream(packed._buffer, 0, packed._length, writable: false), CompressionMode.Decompress);
        return await CopyAsync(unpacked, options.MaxDecompressedBytes, cancellationToken)
            ?? (IsWhole(packed.Bytes.Span) ? null : HecReply.InvalidFormat);
    }

    /// <summary>
    /// The last four bytes of a gzip body are the length of its last member, modulo 2³²: a body cut short does not end so
    /// (one member, the form that shippers send; several members end with the last one's).
    /// </summary>
    private bool IsWhole(ReadOnlySpan<byte> packed) =>
        packed.Length == 0 || (packed.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(packed[^4..]) <= (uint)_length);

    private async ValueTask<HecReply?> CopyAsync(Stream source, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length && !Grow(maxBytes))
            {
                return HecReply.Busy;
            }

            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _length += read;
            if (_length > maxBytes)
            {
                return HecReply.TooLarge;
            }
        }
    }

    private bool Grow(int maxBytes)
    {
        // One byte more than allowed, so that reading it proves the body too long.
        var wanted = (int)Math.Min(Math.Max(FirstBytes, 2L * _buffer.Length), Math.Max(maxBytes + 1L, _buffer.Length + 1L));
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        if (!budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _buffer.AsSpan(0, _length).CopyTo(larger);
        Release();
        _buffer = larger;
        return true;
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            budget.Return(_buffer.Length);
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}

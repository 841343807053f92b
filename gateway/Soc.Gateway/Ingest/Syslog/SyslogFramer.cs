using System.Buffers;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>
/// Cuts a byte stream into syslog messages, RFC 6587: octet counting (<c>LEN SP MSG</c>) or a line ended by LF or NUL,
/// told apart for each frame by how it begins, since relays mix both. Holds no data, only where it is; the same bytes give
/// the same messages however they are chunked.
/// </summary>
public sealed class SyslogFramer(int maxFrameBytes, int maxSkippedFrameBytes)
{
    /// <summary>Most digits of a length; what has more is a line.</summary>
    private const int MaxLengthDigits = 9;

    private long _skipBytes;
    private bool _skipLine;

    /// <summary>Bytes at the front of the buffer known to hold no line end.</summary>
    private long _scannedBytes;

    /// <summary>Why the stream cannot be read on (<see cref="IngestReasons.FrameLength"/>), or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>In the middle of what is being skipped.</summary>
    public bool IsSkipping => _skipBytes > 0 || _skipLine;

    /// <summary>Takes the next frame off the front of the buffer.</summary>
    /// <returns>False when more bytes are needed, or after a fault.</returns>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out SyslogFrame frame)
    {
        frame = default;
        if (Fault is not null || !Skip(ref buffer) || !SkipBetweenFrames(ref buffer))
        {
            return false;
        }

        var header = ReadLength(buffer, out var length, out var headerBytes);
        return header switch
        {
            LengthHeader.Counted => ReadCounted(ref buffer, length, headerBytes, out frame),
            LengthHeader.None => ReadLine(ref buffer, out frame),
            _ => false,
        };
    }

    /// <summary>What is left when the stream has ended: a last line without its end is a message, half a counted frame is not.</summary>
    public bool TryReadRest(ref ReadOnlySequence<byte> buffer, out SyslogFrame frame)
    {
        frame = default;
        if (Fault is not null || IsSkipping || buffer.IsEmpty)
        {
            buffer = buffer.Slice(buffer.End);
            return false;
        }

        var header = ReadLength(buffer, out _, out var headerBytes);
        var message = header == LengthHeader.Counted ? buffer.Slice(headerBytes) : buffer;
        frame = new SyslogFrame(TrimTrailer(message), header == LengthHeader.None ? null : IngestReasons.Truncated);
        buffer = buffer.Slice(buffer.End);
        return !frame.Bytes.IsEmpty;
    }

    private static LengthHeader ReadLength(in ReadOnlySequence<byte> buffer, out int length, out int headerBytes)
    {
        length = 0;
        headerBytes = 0;
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryRead(out var next))
        {
            headerBytes++;
            if (next == (byte)' ' && headerBytes > 1)
            {
                return LengthHeader.Counted;
            }

            // A length never begins with a zero, and a line may begin with a date.
            if (next is < (byte)'0' or > (byte)'9' || (headerBytes == 1 && next == (byte)'0') || headerBytes > MaxLengthDigits)
            {
                return LengthHeader.None;
            }

            length = (length * 10) + (next - '0');
        }

        return LengthHeader.Incomplete;
    }

    private static ReadOnlySequence<byte> TrimTrailer(ReadOnlySequence<byte> message)
    {
        while (!message.IsEmpty && LastByte(message) is (byte)'\n' or (byte)'\r' or 0)
        {
            message = message.Slice(0, message.Length - 1);
        }

        return message;
    }

    private static byte LastByte(in ReadOnlySequence<byte> message) => message.Slice(message.Length - 1).FirstSpan[0];

    private bool ReadCounted(ref ReadOnlySequence<byte> buffer, int length, int headerBytes, out SyslogFrame frame)
    {
        frame = default;
        if (length > maxFrameBytes)
        {
            if (length > maxSkippedFrameBytes)
            {
                Fault = IngestReasons.FrameLength;
                return false;
            }

            if (buffer.Length < headerBytes + maxFrameBytes)
            {
                return false;
            }

            frame = new SyslogFrame(buffer.Slice(headerBytes, maxFrameBytes), IngestReasons.Oversized);
            buffer = buffer.Slice(headerBytes + maxFrameBytes);
            _skipBytes = length - maxFrameBytes;
            return true;
        }

        if (buffer.Length < (long)headerBytes + length)
        {
            return false;
        }

        frame = new SyslogFrame(TrimTrailer(buffer.Slice(headerBytes, length)), Defect: null);
        buffer = buffer.Slice(headerBytes + length);
        return true;
    }

    private bool ReadLine(ref ReadOnlySequence<byte> buffer, out SyslogFrame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(_scannedBytes);
        var found = reader.TryAdvanceToAny("\n\0"u8, advancePastDelimiter: false);
        var length = found ? reader.Consumed : buffer.Length;
        if (length > maxFrameBytes)
        {
            _scannedBytes = 0;
            frame = new SyslogFrame(buffer.Slice(0, maxFrameBytes), IngestReasons.Oversized);
            buffer = buffer.Slice(maxFrameBytes);
            _skipLine = true;
            return true;
        }

        if (!found)
        {
            _scannedBytes = buffer.Length;
            return false;
        }

        _scannedBytes = 0;
        frame = new SyslogFrame(TrimTrailer(buffer.Slice(0, length)), Defect: null);
        buffer = buffer.Slice(length + 1);
        return true;
    }

    /// <summary>Passes over the rest of an oversized frame; false when it goes on beyond the buffer.</summary>
    private bool Skip(ref ReadOnlySequence<byte> buffer)
    {
        if (_skipBytes > 0)
        {
            var skipped = Math.Min(_skipBytes, buffer.Length);
            buffer = buffer.Slice(skipped);
            _skipBytes -= skipped;
        }
        else if (_skipLine)
        {
            var reader = new SequenceReader<byte>(buffer);
            if (!reader.TryAdvanceToAny("\n\0"u8))
            {
                buffer = buffer.Slice(buffer.End);
                return false;
            }

            buffer = buffer.Slice(reader.Position);
            _skipLine = false;
        }

        return _skipBytes == 0;
    }

    /// <summary>Line ends, NULs and spaces between frames are nobody's message.</summary>
    private bool SkipBetweenFrames(ref ReadOnlySequence<byte> buffer)
    {
        if (_scannedBytes > 0)
        {
            return true;
        }

        var reader = new SequenceReader<byte>(buffer);
        reader.AdvancePastAny("\n\r\0 "u8);
        buffer = buffer.Slice(reader.Position);
        return !buffer.IsEmpty;
    }

    private enum LengthHeader
    {
        None,
        Counted,
        Incomplete,
    }
}

using System.Globalization;

namespace Soc.Capture.Protocols.Http;

/// <summary>Where one side is in its messages, and what the headers of the current one say of its body.</summary>
internal sealed class HttpSide
{
    public HttpPart Part { get; set; }

    /// <summary>Bytes of the body or the chunk that are still to come.</summary>
    public long Left { get; set; }

    /// <summary>The current line is longer than what is looked at: its rest is passed over.</summary>
    public bool IsInLongLine { get; set; }

    public HttpTransaction? Current { get; set; }

    /// <summary>From Content-Length; -1 when there is none.</summary>
    public long ContentLength { get; private set; } = -1;

    public bool IsChunked { get; private set; }

    public bool HasTransferEncoding { get; private set; }

    public bool HasConflictingLengths { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>For another connection.</summary>
    public void Reset()
    {
        (Part, Left, IsInLongLine, Current, ContentLength) = (HttpPart.StartLine, 0, false, null, -1);
        IsChunked = HasTransferEncoding = HasConflictingLengths = IsBroken = false;
    }

    public void BeginHeaders(HttpTransaction transaction)
    {
        (Current, Part, ContentLength) = (transaction, HttpPart.Headers, -1);
        IsChunked = HasTransferEncoding = HasConflictingLengths = IsBroken = false;
    }

    public void SetContentLength(ReadOnlySpan<byte> value)
    {
        if (value.Length > HttpLimits.MaxLengthDigits || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            IsBroken = true;
            return;
        }

        HasConflictingLengths |= (ContentLength >= 0 && ContentLength != length) || HasTransferEncoding;
        ContentLength = length;
    }

    public void SetTransferEncoding(ReadOnlySpan<byte> value)
    {
        // Only the last encoding says how the body ends (RFC 9112, 6.1).
        var last = value[(value.LastIndexOf((byte)',') + 1)..].Trim(" \t"u8);
        (IsChunked, HasTransferEncoding) = (System.Text.Ascii.EqualsIgnoreCase(last, "chunked"), true);
        HasConflictingLengths |= ContentLength >= 0;
    }

    /// <summary>How long the body is: RFC 9112, 6.3.</summary>
    /// <param name="isClient">A request without a length has no body; an answer's lasts to the end of the connection.</param>
    /// <param name="hasNoBody">Whatever the headers say.</param>
    /// <returns>False when there is none.</returns>
    public bool BeginBody(bool isClient, bool hasNoBody)
    {
        if (hasNoBody || (!HasTransferEncoding && (ContentLength == 0 || (isClient && ContentLength < 0))))
        {
            return false;
        }

        Left = Math.Max(ContentLength, 0);
        Part = IsChunked ? HttpPart.ChunkSize : HasTransferEncoding || ContentLength < 0 ? HttpPart.BodyToEnd : HttpPart.CountedBody;
        return true;
    }

    /// <summary>Hexadecimal digits, then perhaps extensions after a semicolon (RFC 9112, 7.1).</summary>
    public static bool TryChunkSize(ReadOnlySpan<byte> line, out long size)
    {
        var end = line.IndexOf((byte)';');
        var digits = (end < 0 ? line : line[..end]).Trim(" \t"u8);
        size = 0;
        return digits.Length is > 0 and <= HttpLimits.MaxLengthDigits
            && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size);
    }
}

namespace Soc.Capture.Protocols.Kerberos;

/// <summary>
/// Reads ASN.1 in DER (X.690) from bytes that may lie. Only what Kerberos uses: tags of one byte, definite lengths. After the first
/// fault nothing more is there.
/// </summary>
internal ref struct DerReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>X.690, 8.1.3.5: bytes of a long length; more would say more than 2^31.</summary>
    private const int MaxLengthBytes = 4;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEnd => _rest.IsEmpty;

    /// <returns>False at the end, or at a fault.</returns>
    public bool TryNext(out byte tag, out ReadOnlySpan<byte> value)
    {
        tag = 0;
        value = default;
        if (!TryHead(_rest, out tag, out var headBytes, out var length) || length > _rest.Length - headBytes)
        {
            _rest = default;
            return false;
        }

        value = _rest.Slice(headBytes, (int)length);
        _rest = _rest[(headBytes + (int)length)..];
        return true;
    }

    /// <returns>The value of the next element if it has this tag; nothing otherwise.</returns>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> bytes, byte tag)
    {
        var reader = new DerReader(bytes);
        return reader.TryNext(out var found, out var value) && found == tag ? value : default;
    }

    /// <summary>Reads tag and length.</summary>
    public static bool TryHead(ReadOnlySpan<byte> bytes, out byte tag, out int headBytes, out uint length)
    {
        tag = bytes.IsEmpty ? (byte)0 : bytes[0];
        headBytes = 2;
        length = 0;
        // 31 in the lower bits means that the tag goes on (X.690, 8.1.2.4).
        if (bytes.Length < 2 || (tag & 0x1F) == 0x1F)
        {
            return false;
        }

        if (bytes[1] < 0x80)
        {
            length = bytes[1];
            return true;
        }

        var count = bytes[1] & 0x7F;
        if (count is 0 or > MaxLengthBytes || bytes.Length < 2 + count)
        {
            return false;
        }

        foreach (var b in bytes.Slice(2, count))
        {
            length = (length << 8) | b;
        }

        headBytes += count;
        return length <= int.MaxValue;
    }

    /// <summary>An INTEGER's value; 0 when it is not there or too large.</summary>
    public static int Integer(ReadOnlySpan<byte> bytes)
    {
        var value = Value(bytes, Der.Integer);
        if (value.Length is 0 or > 4)
        {
            return 0;
        }

        var number = value[0] >= 0x80 ? -1 : 0;
        foreach (var b in value)
        {
            number = (number << 8) | b;
        }

        return number;
    }
}

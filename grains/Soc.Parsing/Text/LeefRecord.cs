namespace Soc.Parsing.Text;

/// <summary>A LEEF 1.0 or 2.0 record: header, delimiter in whichever way it is written, and attributes.</summary>
internal ref struct LeefRecord
{
    private const int MaxPrefixBytes = 512;
    private const int MaxDelimiterFieldBytes = 8;

    private byte _delimiter0;
    private byte _delimiter1;
    private int _delimiterLength;

    /// <summary>What stands before "LEEF:": a syslog header, or nothing.</summary>
    public ReadOnlySpan<byte> Prefix { get; private set; }

    public ReadOnlySpan<byte> Vendor { get; private set; }

    public ReadOnlySpan<byte> Product { get; private set; }

    public ReadOnlySpan<byte> EventId { get; private set; }

    public ReadOnlySpan<byte> Attributes { get; private set; }

    /// <summary>Position of "LEEF:" with its version, or −1. Looks at a prefix only.</summary>
    public static int Find(ReadOnlySpan<byte> record)
    {
        var found = record[..Math.Min(record.Length, MaxPrefixBytes)].IndexOf("LEEF:"u8);
        if (found < 0)
        {
            return -1;
        }

        var version = record[(found + 5)..].TrimStart((byte)' ');
        return version.Length > 1 && version[0] is (byte)'1' or (byte)'2' ? found : -1;
    }

    public static bool TryRead(ReadOnlySpan<byte> record, out LeefRecord leef)
    {
        leef = default;
        var found = Find(record);
        if (found < 0)
        {
            return false;
        }

        var read = new LeefRecord { Prefix = record[..found] };
        var rest = record[(found + 5)..];
        if (!TryHeaderField(ref rest, out var version) || !TryHeaderField(ref rest, out var vendor) || !TryHeaderField(ref rest, out var product)
            || !TryHeaderField(ref rest, out _) || !TryHeaderField(ref rest, out var eventId))
        {
            return false;
        }

        read.Vendor = vendor;
        read.Product = product;
        read.EventId = eventId;
        read._delimiter0 = (byte)'\t';
        read._delimiterLength = 1;
        var isNamed = version.TrimStart((byte)' ').StartsWith("2"u8) && read.TryDelimiterField(ref rest);
        read.Attributes = rest;
        if (!isNamed)
        {
            read.GuessDelimiter();
        }

        leef = read;
        return true;
    }

    /// <summary>Reads the attributes into the fields; positions are relative to <see cref="Attributes"/>.</summary>
    public readonly void ReadAttributes<TField>(KeyTable<TField> keys, FieldSlots<TField> fields)
        where TField : unmanaged, Enum
    {
        Span<byte> delimiterBytes = [_delimiter0, _delimiter1];
        ReadOnlySpan<byte> delimiter = delimiterBytes[.._delimiterLength];
        var position = 0;
        while (position < Attributes.Length)
        {
            var length = Attributes[position..].IndexOf(delimiter);
            length = length < 0 ? Attributes.Length - position : length;
            var pair = Attributes.Slice(position, length);
            var equals = pair.IndexOf((byte)'=');
            if (equals > 0 && keys.TryFind(pair[..equals].Trim((byte)' '), out var field))
            {
                fields.Set(field, new Slice(position + equals + 1, pair.Length - equals - 1));
            }

            position += length + _delimiterLength;
        }
    }

    /// <summary><c>^</c>, <c>x5E</c>, <c>0x5E</c>, <c>\t</c>, <c>xa6</c> or the broken bar itself; a field with '=' in it is no delimiter but the first attribute.</summary>
    private bool TryDelimiterField(scoped ref ReadOnlySpan<byte> rest)
    {
        var bar = rest.IndexOf((byte)'|');
        if (bar is < 0 or > MaxDelimiterFieldBytes)
        {
            return false;
        }

        var text = rest[..bar].Trim((byte)' ');
        if (bar > 0 && text.IsEmpty)
        {
            text = rest[..1];
        }

        if (text.Contains((byte)'=') && text.Length > 1)
        {
            return false;
        }

        // "|||": the delimiter is the bar itself.
        rest = rest[(bar + 1)..];
        if (text.IsEmpty)
        {
            return false;
        }

        var hex = text.Length >= 3 && text[^3] is (byte)'x' or (byte)'X' ? text[^2..] : default;
        if (!hex.IsEmpty && TryHexDigit(hex[0], out var high) && TryHexDigit(hex[1], out var low))
        {
            SetDelimiter((byte)(high * 16 + low), rest);
        }
        else if (text.SequenceEqual("\\t"u8) || text.EqualsIgnoreCase("tab"u8))
        {
            _delimiter0 = (byte)'\t';
        }
        else
        {
            _delimiter0 = text[0];
            _delimiter1 = text.Length > 1 ? text[1] : (byte)0;
            _delimiterLength = Math.Min(text.Length, 2);
        }

        return true;
    }

    private void SetDelimiter(byte code, ReadOnlySpan<byte> attributes)
    {
        _delimiter0 = code;

        // A code above ASCII is one byte in Latin-1 and two in UTF-8.
        Span<byte> wide = [(byte)(0xC0 | (code >> 6)), (byte)(0x80 | (code & 0x3F))];
        if (code >= 0x80 && attributes.IndexOf(wide) >= 0)
        {
            _delimiter0 = wide[0];
            _delimiter1 = wide[1];
            _delimiterLength = 2;
        }
    }

    /// <summary>Nobody named one: a tab, unless there is none and the bars or carets stand between pairs.</summary>
    private void GuessDelimiter()
    {
        if (Attributes.Contains((byte)'\t'))
        {
            return;
        }

        foreach (var candidate in "|^"u8)
        {
            var at = Attributes.IndexOf(candidate);
            if (at >= 0 && Attributes[(at + 1)..].Contains((byte)'='))
            {
                _delimiter0 = candidate;
                return;
            }
        }
    }

    private static bool TryHexDigit(byte c, out int value)
    {
        value = c switch
        {
            >= (byte)'0' and <= (byte)'9' => c - '0',
            >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }

    private static bool TryHeaderField(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        var bar = rest.IndexOf((byte)'|');
        if (bar < 0)
        {
            field = default;
            return false;
        }

        field = rest[..bar].Trim((byte)' ');
        rest = rest[(bar + 1)..];
        return true;
    }
}

namespace Soc.Parsing.Text;

/// <summary>A CEF record: its seven header fields and its extension. Escapes in the header are left as they are, but never cut at.</summary>
internal ref struct CefRecord
{
    private const int MaxPrefixBytes = 512;
    private const int MaxKeyBytes = 64;

    /// <summary>What stands before "CEF:": a syslog header, or nothing.</summary>
    public ReadOnlySpan<byte> Prefix { get; private set; }

    public ReadOnlySpan<byte> Vendor { get; private set; }

    public ReadOnlySpan<byte> Product { get; private set; }

    public ReadOnlySpan<byte> SignatureId { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Severity { get; private set; }

    public ReadOnlySpan<byte> Extension { get; private set; }

    /// <summary>Position of "CEF:" with its version, or −1. Looks at a prefix only.</summary>
    public static int Find(ReadOnlySpan<byte> record)
    {
        var prefix = record[..Math.Min(record.Length, MaxPrefixBytes)];
        var from = 0;
        while (true)
        {
            var found = prefix[from..].IndexOf("CEF:"u8);
            if (found < 0)
            {
                return -1;
            }

            found += from;
            var version = record[(found + 4)..].TrimStart((byte)' ');
            if (version.Length > 1 && version[0] is >= (byte)'0' and <= (byte)'9' && version[1] is (byte)'|' or (byte)' ')
            {
                return found;
            }

            from = found + 4;
        }
    }

    public static bool TryRead(ReadOnlySpan<byte> record, out CefRecord cef)
    {
        cef = default;
        var found = Find(record);
        if (found < 0)
        {
            return false;
        }

        cef.Prefix = record[..found];
        var rest = record[(found + 4)..];
        if (!TryHeaderField(ref rest, out _) || !TryHeaderField(ref rest, out var vendor))
        {
            return false;
        }

        // "CEF:0||Check Point|…": an empty vendor, and everything one place on.
        if (vendor.IsEmpty && !TryHeaderField(ref rest, out vendor))
        {
            return false;
        }

        cef.Vendor = vendor;
        if (!TryHeaderField(ref rest, out var product) || !TryHeaderField(ref rest, out _) || !TryHeaderField(ref rest, out var signature))
        {
            return false;
        }

        cef.Product = product;
        cef.SignatureId = signature;
        var afterSignature = rest;
        if (!TryHeaderField(ref rest, out var name) || HasPair(name))
        {
            // No name and no severity: what is left are pairs.
            cef.Extension = afterSignature;
            return true;
        }

        cef.Name = name;
        var afterName = rest;
        if (!TryHeaderField(ref rest, out var severity) || HasPair(severity))
        {
            cef.Severity = HasPair(afterName) ? default : afterName.Trim((byte)' ');
            cef.Extension = HasPair(afterName) ? afterName : default;
            return true;
        }

        cef.Severity = severity.Trim((byte)' ');
        cef.Extension = rest;
        return true;
    }

    /// <summary>Reads the extension into the fields; positions are relative to <see cref="Extension"/>.</summary>
    public readonly void ReadExtension<TField>(KeyTable<TField> keys, FieldSlots<TField> fields)
        where TField : unmanaged, Enum
    {
        Span<Slice> values = stackalloc Slice[LabelledValues.Slots];
        Span<Slice> labels = stackalloc Slice[LabelledValues.Slots];
        values.Clear();
        labels.Clear();
        var labelled = new LabelledValues(values, labels);
        var text = Extension;
        if (!TryKey(text, 0, out var keyStart, out var equals))
        {
            return;
        }

        while (true)
        {
            var key = text[keyStart..equals];
            var hasNext = TryKey(text, equals + 1, out var nextStart, out var nextEquals);
            var valueEnd = hasNext ? nextStart : text.Length;
            var value = text[(equals + 1)..valueEnd];
            var trimmedStart = value.Length - value.TrimStart(" \t\r\n"u8).Length;
            value = value.Trim(" \t\r\n"u8);
            var slice = new Slice(equals + 1 + trimmedStart, value.Length, value.Contains((byte)'\\'));
            slice = Unquote(text, slice);
            if (slice.Length > 0 && !labelled.TryKeep(key, slice) && keys.TryFind(key, out var field))
            {
                fields.Set(field, slice);
            }

            if (!hasNext)
            {
                break;
            }

            (keyStart, equals) = (nextStart, nextEquals);
        }

        labelled.Apply(text, keys, fields);
    }

    private static Slice Unquote(ReadOnlySpan<byte> text, Slice slice)
    {
        var value = text.Slice(slice.Start, slice.Length);
        if (value.Length >= 4 && value.StartsWith("\\\""u8) && value.EndsWith("\\\""u8))
        {
            return new Slice(slice.Start + 2, slice.Length - 4, slice.Escaped);
        }

        return value.Length >= 2 && value[0] == '"' && value[^1] == '"' && !value[1..^1].Contains((byte)'"')
            ? new Slice(slice.Start + 1, slice.Length - 2, slice.Escaped)
            : slice;
    }

    /// <summary>The next key: a word after white space that an unescaped '=' follows. An '=' within a value has no such word before it.</summary>
    private static bool TryKey(ReadOnlySpan<byte> text, int from, out int keyStart, out int equals)
    {
        keyStart = 0;
        equals = from;
        while (equals < text.Length)
        {
            var found = text[equals..].IndexOf((byte)'=');
            if (found < 0)
            {
                return false;
            }

            equals += found;
            keyStart = equals;
            while (keyStart > from && equals - keyStart <= MaxKeyBytes && IsKeyByte(text[keyStart - 1]))
            {
                keyStart--;
            }

            var length = equals - keyStart;
            if (length is > 0 and <= MaxKeyBytes && (keyStart == 0 || (keyStart > from && text[keyStart - 1] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')))
            {
                return true;
            }

            equals++;
        }

        return false;
    }

    private static bool HasPair(ReadOnlySpan<byte> text) => TryKey(text.TrimStart((byte)' '), 0, out _, out _);

    private static bool IsKeyByte(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'[' or (byte)']';

    private static bool TryHeaderField(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        var from = 0;
        while (true)
        {
            var bar = rest[from..].IndexOf((byte)'|');
            if (bar < 0)
            {
                field = default;
                return false;
            }

            bar += from;
            if (bar == 0 || rest[bar - 1] != '\\')
            {
                field = rest[..bar].Trim((byte)' ');
                rest = rest[(bar + 1)..];
                return true;
            }

            from = bar + 1;
        }
    }
}

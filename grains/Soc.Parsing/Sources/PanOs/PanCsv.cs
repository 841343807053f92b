using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>The CSV form: found behind whatever syslog header, read by position.</summary>
internal static class PanCsv
{
    private const int MaxColumns = 128;
    private const int MaxHeaderBytes = 512;
    private const int FirstLateColumn = 29;

    /// <summary>
    /// Position of the body: a short first column, a time <c>2026/03/02 12:00:00</c>, a serial number, and a word in capitals
    /// (or, in the first releases with GLOBALPROTECT logs, a sequence number and flags before it). −1 when this is not PAN-OS.
    /// </summary>
    public static int FindBody(ReadOnlySpan<byte> record)
    {
        var limit = Math.Min(record.Length, MaxHeaderBytes);
        var from = 0;
        while (from < limit)
        {
            var comma = record[from..limit].IndexOf((byte)',');
            if (comma < 0)
            {
                return -1;
            }

            comma += from;
            if (IsBody(record, comma))
            {
                var start = record[..comma].LastIndexOfAny(" \t>:"u8) + 1;
                return comma - start <= 32 ? start : -1;
            }

            from = comma + 1;
        }

        return -1;
    }

    public static ParseResult Parse(ReadOnlySpan<byte> record, int start, Span<Slice> slots, in SourceContext context)
    {
        var body = record[start..].TrimEnd("\r\n\0 "u8);
        Span<Slice> columns = stackalloc Slice[MaxColumns];
        var count = CsvColumns.Read(body, columns);
        columns = columns[..count];
        if (count < 6)
        {
            return ParseResult.Malformed(Reasons.Truncated);
        }

        var type = PanTypes.Read(Text(body, columns[3]));
        if (type == PanType.Unknown)
        {
            type = PanTypes.Read(Text(body, columns[5]));
            if (type == PanType.Unknown)
            {
                return ParseResult.Skipped(Reasons.UnmappedType);
            }

            MoveEarlyForm(columns);
        }

        switch (type)
        {
            case PanType.Config:
                return ParseResult.Skipped(Reasons.ConfigurationEvent);
            case PanType.Other:
                return ParseResult.Skipped(Reasons.UnmappedType);
        }

        if (count < LeastColumns(type))
        {
            // SYSTEM lines of old releases leave a column out; they are of no interest, and not broken.
            return type == PanType.System && count >= 12 ? ParseResult.Skipped(Reasons.SystemEvent) : ParseResult.Malformed(Reasons.Truncated);
        }

        var fields = new FieldSlots<PanField>(body, slots, EscapeStyle.DoubledQuotes);
        var known = PanColumns.For(type);
        for (var i = 0; i < known.Length && i < count; i++)
        {
            if (known[i] != PanField.None)
            {
                fields.Set(known[i], columns[i]);
            }
        }

        // The one time with a zone has no fixed column across versions, and no other column looks like it.
        for (var i = FirstLateColumn; i < count; i++)
        {
            if (columns[i].Length is >= 24 and <= 35 && body[columns[i].Start + 10] == 'T' && body[columns[i].Start + 4] == '-')
            {
                fields.Set(PanField.HighResolutionTime, columns[i]);
            }
        }

        return PanMapping.Map(new PanRecord(record, body, record[..start], fields, type, fields[PanField.Subtype], default, context));
    }

    private static bool IsBody(ReadOnlySpan<byte> record, int comma)
    {
        // ,2026/03/02 12:00:00,
        var rest = record[(comma + 1)..];
        if (rest.Length < 21 || rest[4] != '/' || rest[7] != '/' || rest[10] != ' ' || rest[13] != ':' || rest[19] != ',' || comma == 0)
        {
            return false;
        }

        var after = rest[20..];
        var serial = after.IndexOf((byte)',');
        if (serial is < 0 or > 40)
        {
            return false;
        }

        after = after[(serial + 1)..];
        for (var column = 3; column <= 5; column++)
        {
            var end = after.IndexOf((byte)',');
            var word = end < 0 ? after : after[..end];
            if (word.Length is > 2 and <= 16 && word[0] is >= (byte)'A' and <= (byte)'Z' && (column == 3 || PanTypes.Read(word) != PanType.Unknown))
            {
                return true;
            }

            if (end < 0)
            {
                return false;
            }

            after = after[(end + 1)..];
        }

        return false;
    }

    /// <summary>9.1.0–9.1.2 put sequence number and flags before the type: they go where later releases have them.</summary>
    private static void MoveEarlyForm(Span<Slice> columns)
    {
        var (sequence, flags) = (columns[3], columns[4]);
        columns[5..].CopyTo(columns[3..]);
        columns[^2] = sequence;
        columns[^1] = flags;
    }

    private static int LeastColumns(PanType type) => type switch
    {
        PanType.Traffic or PanType.Decryption => 31,
        PanType.Threat => 33,
        PanType.GlobalProtect => 29,
        PanType.UserId => 10,
        PanType.HipMatch => 12,
        PanType.Authentication => 21,
        _ => 15,
    };

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> body, Slice slice) => body.Slice(slice.Start, slice.Length);
}

using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.FortiGate;

/// <summary>FortiOS logs: key=value with or without a syslog header, and CEF.</summary>
public sealed class FortiGateParser : ISourceParser
{
    private const int MaxLookBytes = 512;
    private const int MaxHeaderBytes = 256;

    private static readonly byte[][] Starts = ["date="u8.ToArray(), "logver="u8.ToArray(), "devname="u8.ToArray(), "devid="u8.ToArray(), "eventtime="u8.ToArray(), "logid="u8.ToArray(), "itime="u8.ToArray(), "timestamp="u8.ToArray()];

    public string Id => FortiRecord.Source;

    public int Recognise(ReadOnlySpan<byte> record)
    {
        var start = record[..Math.Min(record.Length, MaxLookBytes)];
        if (start.IndexOf("logid="u8) >= 0 || start.IndexOf("log_id="u8) >= 0)
        {
            if (start.IndexOf("type="u8) < 0)
            {
                // Cut off: nobody else's, and Parse says what is wrong with it.
                return start.IndexOf("devid="u8) >= 0 ? 50 : 0;
            }

            return start.IndexOf("devid="u8) >= 0 || start.IndexOf("vd="u8) >= 0 || start.IndexOf("|Fortinet|"u8) >= 0 ? 90
                : start.IndexOf("date="u8) >= 0 || start.IndexOf("eventtime="u8) >= 0 ? 60 : 0;
        }

        return CefRecord.Find(record) >= 0 && (start.IndexOf("|Fortinet|Fortigate|"u8) >= 0 || start.IndexOf("|Fortinet|FortiGate|"u8) >= 0) ? 95 : 0;
    }

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        Span<Slice> slots = stackalloc Slice[(int)FortiField.Count];
        slots.Clear();
        if (CefRecord.TryRead(record, out var cef))
        {
            var cefFields = new FieldSlots<FortiField>(cef.Extension, slots, EscapeStyle.Cef);
            cef.ReadExtension(FortiKeys.Table, cefFields);
            return FortiMapping.Map(new FortiRecord(record, record[cef.Prefix.Length..], cef.Prefix, cefFields, context));
        }

        var body = FindBody(record);
        if (body < 0)
        {
            return ParseResult.Malformed(Reasons.NotThisFormat);
        }

        var text = record[body..];
        var fields = new FieldSlots<FortiField>(text, slots, EscapeStyle.QuotedValue);
        var reader = new PairReader(text, bareValuesHoldSpaces: true);
        while (reader.TryRead(out var key, out var value))
        {
            if (FortiKeys.Table.TryFind(key, out var field))
            {
                fields.Set(field, value);
            }
        }

        return fields.Has(FortiField.Type)
            ? FortiMapping.Map(new FortiRecord(record, text, record[..body], fields, context))
            : ParseResult.Malformed(fields.Has(FortiField.Date) || fields.Has(FortiField.LogId) ? Reasons.Truncated : Reasons.NotThisFormat);
    }

    /// <summary>The first of the keys that a body begins with.</summary>
    private static int FindBody(ReadOnlySpan<byte> record)
    {
        var start = record[..Math.Min(record.Length, MaxHeaderBytes)];
        var best = -1;
        foreach (var key in Starts)
        {
            var found = start.IndexOf(key);
            if (found >= 0 && (best < 0 || found < best))
            {
                best = found;
            }
        }

        return best;
    }
}

using Soc.Parsing.Generic;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.KeyValue;

/// <summary>key=value lines of products without a parser of their own. With keys that mean something here it goes before plain syslog.</summary>
public sealed class KeyValueParser : ISourceParser
{
    private const int Least = 3;
    private const int Possible = 5;
    private const int Likely = 20;
    private const int MaxLookBytes = 512;

    public string Id => "keyvalue";

    public int Recognise(ReadOnlySpan<byte> record)
    {
        var start = record[..Math.Min(record.Length, MaxLookBytes)];
        if (start.IsEmpty || start[0] is (byte)'{' or (byte)'[' || start.Count((byte)'=') < Least)
        {
            return 0;
        }

        var reader = new PairReader(start, bareValuesHoldSpaces: false);
        var pairs = 0;
        var known = 0;
        while (known < Least && reader.TryRead(out var key, out _))
        {
            pairs++;
            known += CommonKeys.Table.TryFind(key, out _) ? 1 : 0;
        }

        return known >= Least ? Likely : pairs >= Least ? Possible : 0;
    }

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        var header = SyslogHeader.Read(record, context);
        var body = header.IsSyslog ? header.Body : record;
        Span<Slice> slots = stackalloc Slice[(int)CommonField.Count];
        slots.Clear();
        var fields = new FieldSlots<CommonField>(body, slots, EscapeStyle.QuotedValue);
        var reader = new PairReader(body, bareValuesHoldSpaces: false);
        var pairs = 0;
        while (reader.TryRead(out var key, out var value))
        {
            pairs++;
            if (CommonKeys.Table.TryFind(key, out var field))
            {
                fields.Set(field, value);
            }
        }

        return pairs == 0
            ? ParseResult.Malformed(Reasons.NotThisFormat)
            : CommonMapping.Map(new CommonRecord(Id, record, body, record[..^body.Length], fields, context));
    }
}

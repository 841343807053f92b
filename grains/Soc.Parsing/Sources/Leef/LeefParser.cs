using Soc.Parsing.Generic;
using Soc.Parsing.Mapping;
using Soc.Parsing.Sources.PanOs;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Leef;

/// <summary>Log Event Extended Format 1.0 and 2.0 of any vendor; PAN-OS goes to its own mapping.</summary>
public sealed class LeefParser : ISourceParser
{
    private const int Generic = 30;

    private static readonly PanOsParser PanOs = new();

    public string Id => "leef";

    public int Recognise(ReadOnlySpan<byte> record) => LeefRecord.Find(record) >= 0 ? Generic : 0;

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        if (!LeefRecord.TryRead(record, out var leef))
        {
            return ParseResult.Malformed(LeefRecord.Find(record) >= 0 ? Reasons.Truncated : Reasons.NotThisFormat);
        }

        if (leef.Vendor.EqualsIgnoreCase("Palo Alto Networks"u8) && PanOs.Recognise(record) > Generic)
        {
            return PanOs.Parse(record, context);
        }

        Span<Slice> slots = stackalloc Slice[(int)CommonField.Count];
        slots.Clear();
        var fields = new FieldSlots<CommonField>(leef.Attributes, slots, EscapeStyle.None);
        leef.ReadAttributes(CommonKeys.Table, fields);
        return CommonMapping.Map(new CommonRecord(Id, record, record[leef.Prefix.Length..], leef.Prefix, fields, context)
        {
            Vendor = leef.Vendor,
            Product = leef.Product,
            Kind = leef.EventId,
        });
    }
}

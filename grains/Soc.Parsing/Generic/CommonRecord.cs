using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Generic;

/// <summary>A record of a format without a vendor's mapping, with its fields cut.</summary>
internal readonly ref struct CommonRecord
{
    private readonly ReadOnlySpan<byte> _record;
    private readonly ReadOnlySpan<byte> _content;
    private readonly ReadOnlySpan<byte> _prefix;

    public CommonRecord(string source, ReadOnlySpan<byte> record, ReadOnlySpan<byte> content, ReadOnlySpan<byte> prefix, FieldSlots<CommonField> fields, in SourceContext context)
    {
        Source = source;
        _record = record;
        _content = content;
        _prefix = prefix;
        F = fields;
        Context = context;
    }

    public string Source { get; }

    public FieldSlots<CommonField> F { get; }

    public SourceContext Context { get; }

    /// <summary>Vendor of the header, or nothing.</summary>
    public ReadOnlySpan<byte> Vendor { get; init; }

    public ReadOnlySpan<byte> Product { get; init; }

    /// <summary>The kind of event: CEF's signature id, LEEF's event id.</summary>
    public ReadOnlySpan<byte> Kind { get; init; }

    /// <summary>Name for people, of the header.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    public ReadOnlySpan<byte> Severity { get; init; }

    public byte[] Raw => FieldText.Raw(_record);

    /// <summary>An externalId need not be unique across devices: the content is. A line whose time is in the header alone is known by the whole of it.</summary>
    public EventId EventId() => Context.ContentId(Source, F.Has(CommonField.Time) ? _content : _record);

    public SyslogHeader Header => SyslogHeader.Read(_prefix, Context.ReceivedMs, Context.ZoneOffsetMinutes);

    public long TimeMs
    {
        get
        {
            var offset = Context.ZoneOffsetMinutes;
            if (F.Has(CommonField.Zone) && ZoneText.TryField(F[CommonField.Zone], Context.ReceivedMs, out var zone))
            {
                offset = zone;
            }

            if (TimeText.TryField(F[CommonField.Time], Context.ReceivedMs, offset, out var ms) || TimeText.TryField(F[CommonField.EndTime], Context.ReceivedMs, offset, out ms))
            {
                return ms;
            }

            var header = Header;
            return EventTimes.Fallback(header.HasTime, header.TimeMs, Context);
        }
    }
}

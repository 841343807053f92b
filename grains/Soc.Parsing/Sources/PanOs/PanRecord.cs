using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>A PAN-OS log with its fields cut, and what every event made from it shares.</summary>
internal readonly ref struct PanRecord
{
    public const string Source = "panos";

    private readonly ReadOnlySpan<byte> _record;
    private readonly ReadOnlySpan<byte> _content;
    private readonly ReadOnlySpan<byte> _prefix;
    private readonly SourceContext _context;

    /// <param name="record">The whole line.</param>
    /// <param name="content">The line without its syslog header.</param>
    /// <param name="prefix">The syslog header, or nothing.</param>
    /// <param name="severity">Severity of the CEF header, or nothing.</param>
    public PanRecord(ReadOnlySpan<byte> record, ReadOnlySpan<byte> content, ReadOnlySpan<byte> prefix, FieldSlots<PanField> fields, PanType type, ReadOnlySpan<byte> subtype, ReadOnlySpan<byte> severity, in SourceContext context)
    {
        _record = record;
        _content = content;
        _prefix = prefix;
        _context = context;
        F = fields;
        Type = type;
        Subtype = subtype;
        HeaderSeverity = severity;
    }

    public FieldSlots<PanField> F { get; }

    public PanType Type { get; }

    public ReadOnlySpan<byte> Subtype { get; }

    public ReadOnlySpan<byte> HeaderSeverity { get; }

    public string Client => _context.Client;

    public long ReceivedMs => _context.ReceivedMs;

    public byte[] Raw => FieldText.Raw(_record);

    public string? Reporter => F.Text(PanField.DeviceName) ?? F.Text(PanField.Serial) ?? _context.Host;

    /// <summary>The time with a zone where there is one, else the generated, else the received.</summary>
    public long TimeMs
    {
        get
        {
            var offset = _context.ZoneOffsetMinutes;
            if (F.Has(PanField.Zone) && ZoneText.TryField(F[PanField.Zone], _context.ReceivedMs, out var zone))
            {
                offset = zone;
            }

            if (TimeText.TryField(F[PanField.HighResolutionTime], _context.ReceivedMs, offset, out var ms)
                || TimeText.TryField(F[PanField.GeneratedTime], _context.ReceivedMs, offset, out ms)
                || TimeText.TryField(F[PanField.ReceiveTime], _context.ReceivedMs, offset, out ms))
            {
                return ms;
            }

            var header = SyslogHeader.Read(_prefix, _context);
            return EventTimes.Fallback(header.HasTime, header.TimeMs, _context);
        }
    }

    /// <summary>
    /// Sequence numbers are unique for a device and a type of log; all cloud firewalls call themselves "no-serial", so the device's name
    /// belongs to it, and a firewall that was reset begins again, so the time does. Without a number the content is the identity.
    /// </summary>
    public EventId EventId()
    {
        var sequence = F[PanField.Sequence];
        if (sequence.Length < 1 || FieldText.Number(sequence) == 0 || !F.Has(PanField.Serial))
        {
            return _context.ContentId(Source, _content);
        }

        Span<byte> key = stackalloc byte[256];
        var length = 0;
        Add(F[PanField.Serial], key, ref length);
        Add(F[PanField.DeviceName], key, ref length);
        key[length++] = (byte)Type;
        Add(F.Has(PanField.GeneratedTime) ? F[PanField.GeneratedTime] : F[PanField.ReceiveTime], key, ref length);
        Add(sequence, key, ref length);
        return Model.Events.EventId.FromSourceId(_context.Client, Source, key[..length]);
    }

    private static void Add(ReadOnlySpan<byte> part, Span<byte> key, ref int length)
    {
        part = part[..Math.Min(part.Length, 60)];
        part.CopyTo(key[length..]);
        length += part.Length;
        key[length++] = 0x1f;
    }
}

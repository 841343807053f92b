using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.FortiGate;

/// <summary>A FortiOS log with its fields cut, and what every event made from it shares.</summary>
internal readonly ref struct FortiRecord
{
    public const string Source = "fortigate";

    private readonly ReadOnlySpan<byte> _record;
    private readonly ReadOnlySpan<byte> _content;
    private readonly ReadOnlySpan<byte> _prefix;
    private readonly SourceContext _context;

    public FortiRecord(ReadOnlySpan<byte> record, ReadOnlySpan<byte> content, ReadOnlySpan<byte> prefix, FieldSlots<FortiField> fields, in SourceContext context)
    {
        _record = record;
        _content = content;
        _prefix = prefix;
        _context = context;
        F = fields;
    }

    public FieldSlots<FortiField> F { get; }

    public string Client => _context.Client;

    public long ReceivedMs => _context.ReceivedMs;

    public byte[] Raw => FieldText.Raw(_record);

    public string? Reporter => F.Text(FortiField.DeviceName) ?? F.Text(FortiField.DeviceId) ?? _context.Host;

    /// <summary>No field of a FortiOS log is unique by itself (session ids come again, log ids are kinds): the content is.</summary>
    public EventId EventId() => _context.ContentId(Source, _content);

    /// <summary>eventtime (seconds to nanoseconds since the epoch) where there is one, else date, time and tz.</summary>
    public long TimeMs
    {
        get
        {
            if (TimeText.TryEpoch(F[FortiField.EventTime], out var ms))
            {
                return ms;
            }

            var offset = _context.ZoneOffsetMinutes;
            if (F.Has(FortiField.TimeZone) && ZoneText.TryField(F[FortiField.TimeZone], _context.ReceivedMs, out var zone))
            {
                offset = zone;
            }

            var date = F[FortiField.Date];
            var time = F[FortiField.Time];
            if (date.Length == 10 && time.Length is >= 8 and <= 15)
            {
                Span<byte> both = stackalloc byte[26];
                date.CopyTo(both);
                both[10] = (byte)' ';
                time.CopyTo(both[11..]);
                if (TimeText.TryDateTime(both[..(11 + time.Length)], offset, out ms, out _))
                {
                    return ms;
                }
            }

            // "time=2026/03/02 12:00:00", as some relays rewrite it; and the times of the CEF form.
            if (TimeText.TryField(time, _context.ReceivedMs, offset, out ms) || TimeText.TryField(F[FortiField.EventTime], _context.ReceivedMs, offset, out ms))
            {
                return ms;
            }

            var header = SyslogHeader.Read(_prefix, _context);
            return EventTimes.Fallback(header.HasTime, header.TimeMs, _context);
        }
    }

    /// <summary>Tunnel id; 0 stands for none.</summary>
    public string? TunnelId => F.Number(FortiField.TunnelId) == 0 ? null : F.Text(FortiField.TunnelId);

    /// <summary>The user; unauthenticated guesses (unauthuser) are not one.</summary>
    public UserIdentity? User => UserNames.From(F.UserText(FortiField.User)) ?? UserNames.From(F.UserText(FortiField.XauthUser));
}

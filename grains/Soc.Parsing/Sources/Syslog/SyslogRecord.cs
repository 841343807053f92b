using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>A syslog line with its header read, and what every event made from it shares.</summary>
internal readonly ref struct SyslogRecord
{
    public const string Source = "syslog";

    private readonly ReadOnlySpan<byte> _record;
    private readonly SourceContext _context;

    public SyslogRecord(ReadOnlySpan<byte> record, SyslogHeader header, in SourceContext context)
    {
        _record = record;
        _context = context;
        App = header.App;
        Body = header.Body;
        Host = header.Host;
        TimeMs = EventTimes.Fallback(header.HasTime, header.TimeMs, context);
    }

    public ReadOnlySpan<byte> App { get; }

    public ReadOnlySpan<byte> Body { get; }

    public ReadOnlySpan<byte> Host { get; }

    public long TimeMs { get; }

    public string? Reporter => FieldText.Read(Host) ?? _context.Host;

    /// <summary>A sign-in event; the line is its identity, since nothing in it is numbered.</summary>
    public SecurityEvent Authentication(string kind, int activity, EventStatus status, string? code, UserIdentity? user, EndpointSection? src, AuthSection auth)
    {
        var reporter = Reporter;
        return new SecurityEvent
        {
            Id = _context.ContentId(Source, _record),
            Client = _context.Client,
            Class = EventClass.Authentication,
            ActivityId = activity,
            TimeMs = TimeMs,
            ReceivedMs = _context.ReceivedMs,
            Source = Source,
            SourceKind = kind,
            Severity = status == EventStatus.Failure ? Severity.Low : Severity.Informational,
            Status = status,
            StatusCode = code,
            User = user,
            Src = src,
            Dst = reporter is null ? null : new EndpointSection { Hostname = reporter },
            Auth = auth,
            Reporter = reporter,
            Raw = FieldText.Raw(_record),
        };
    }

    /// <summary>An event of another class, without a section.</summary>
    public SecurityEvent Other(string kind, EventClass eventClass, int activity, EventStatus status, UserIdentity? user, EndpointSection? src)
    {
        var reporter = Reporter;
        return new SecurityEvent
        {
            Id = _context.ContentId(Source, _record),
            Client = _context.Client,
            Class = eventClass,
            ActivityId = activity,
            TimeMs = TimeMs,
            ReceivedMs = _context.ReceivedMs,
            Source = Source,
            SourceKind = kind,
            Status = status,
            Message = FieldText.Read(Body, FieldText.MaxMessageBytes),
            User = user,
            Src = src,
            Dst = reporter is null ? null : new EndpointSection { Hostname = reporter },
            Reporter = reporter,
            Raw = FieldText.Raw(_record),
        };
    }
}

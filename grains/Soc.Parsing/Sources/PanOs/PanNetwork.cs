using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>TRAFFIC and DECRYPTION are 4001, THREAT is 2004, and its url logs 4002.</summary>
internal static class PanNetwork
{
    public static ParseResult MapTraffic(in PanRecord r)
    {
        var allowed = IsAllowed(r.F[PanField.Action]);
        var isRefused = r.Subtype.EqualsIgnoreCase("deny"u8) || r.Subtype.EqualsIgnoreCase("drop"u8) || (!allowed && r.F.Has(PanField.Action));
        var activity = isRefused ? Activity.Network.Refuse
            : r.Subtype.EqualsIgnoreCase("start"u8) ? Activity.Network.Open
            : r.Type == PanType.Decryption ? Activity.Network.Traffic
            : r.F[PanField.EndReason].StartsWith("tcp-rst"u8) ? Activity.Network.Reset
            : Activity.Network.Close;
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.NetworkActivity,
            ActivityId = activity,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = r.Type == PanType.Decryption ? "decryption" : "traffic",
            Status = isRefused ? EventStatus.Failure : EventStatus.Success,
            StatusCode = r.F.Text(PanField.EndReason),
            User = UserNames.From(r.F.UserText(PanField.SourceUser)),
            Src = Source(r),
            Dst = Destination(r),
            Session = r.F.Text(PanField.SessionId) is { } session ? new SessionSection { Uid = session, DurationMs = Math.Clamp(r.F.Number(PanField.Elapsed), 0, int.MaxValue) * 1000L } : null,
            Traffic = Traffic(r),
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    public static ParseResult MapThreat(in PanRecord r)
    {
        var isUrl = r.Subtype.EqualsIgnoreCase("url"u8);
        var blocked = r.F.Has(PanField.Action) && !IsAllowed(r.F[PanField.Action]);
        var severity = Severities.FromWord(r.F[PanField.Severity]);
        severity = severity == Severity.Unknown ? Severities.FromTen(r.HeaderSeverity) : severity;
        var subject = r.F.Text(PanField.Subject);
        var method = r.F[PanField.HttpMethod];
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = isUrl ? EventClass.HttpActivity : EventClass.DetectionFinding,
            ActivityId = isUrl ? HttpMethods.Activity(method) : Activity.Finding.Create,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = isUrl ? "url" : FieldText.Read(r.Subtype) ?? "threat",
            Severity = severity,
            Status = isUrl ? blocked ? EventStatus.Failure : EventStatus.Success : EventStatus.Unknown,
            User = UserNames.From(r.F.UserText(PanField.SourceUser)) ?? UserNames.From(r.F.UserText(PanField.DestinationUser)),
            Src = Source(r),
            Dst = Destination(r),
            Device = r.F.Text(PanField.UserAgent) is { } agent ? new DeviceSection { UserAgent = agent } : null,
            Session = r.F.Text(PanField.SessionId) is { } session ? new SessionSection { Uid = session } : null,
            Traffic = Traffic(r),
            Http = isUrl || !method.IsEmpty || r.Subtype.EqualsIgnoreCase("vulnerability"u8) && LooksLikeUrl(subject)
                ? new HttpSection { Url = subject, Host = HttpMethods.HostOf(subject), Method = r.F.Text(PanField.HttpMethod), Category = r.F.Text(PanField.Category) }
                : null,
            Finding = isUrl ? null : Finding(r, blocked),
            Message = isUrl ? null : subject is { Length: <= 512 } ? subject : null,
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static FindingSection Finding(in PanRecord r, bool blocked)
    {
        var threat = r.F.Text(PanField.ThreatName) ?? r.F.Text(PanField.ThreatId);
        var open = threat?.LastIndexOf('(') ?? -1;
        var hasNumber = open >= 0 && threat!.EndsWith(')');
        return new FindingSection
        {
            Uid = hasNumber ? threat![(open + 1)..^1] : threat,
            Title = hasNumber && open > 0 ? threat![..open].TrimEnd() : threat,
            Type = FieldText.Read(r.Subtype),
            ActionId = !r.F.Has(PanField.Action) ? 0 : blocked ? 2 : 1,
        };
    }

    private static EndpointSection Source(in PanRecord r) => new()
    {
        Ip = r.F.Ip(PanField.Source),
        Port = r.F.Port(PanField.SourcePort),
        Hostname = r.F.Text(PanField.SourceHost),
        Mac = r.F.Text(PanField.SourceMac),
        Zone = r.F.Text(PanField.SourceZone),
        TranslatedIp = r.F.Ip(PanField.SourceNat),
        ClaimedCountry = Countries.Code(r.F.Text(PanField.SourceRegion)),
    };

    private static EndpointSection Destination(in PanRecord r) => new()
    {
        Ip = r.F.Ip(PanField.Destination),
        Port = r.F.Port(PanField.DestinationPort),
        Zone = r.F.Text(PanField.DestinationZone),
        TranslatedIp = r.F.Ip(PanField.DestinationNat),
        ClaimedCountry = Countries.Code(r.F.Text(PanField.DestinationRegion)),
    };

    private static TrafficSection Traffic(in PanRecord r) => new()
    {
        BytesOut = Math.Max(0, r.F.Number(PanField.BytesSent)),
        BytesIn = Math.Max(0, r.F.Number(PanField.BytesReceived)),
        PacketsOut = Math.Max(0, r.F.Number(PanField.PacketsSent)),
        PacketsIn = Math.Max(0, r.F.Number(PanField.PacketsReceived)),
        ProtocolNumber = Protocols.Number(r.F[PanField.Protocol]),
        Application = r.F.Text(PanField.Application),
        Rule = r.F.Text(PanField.Rule),
        Action = r.F.Text(PanField.Action)?.ToLowerInvariant(),
    };

    private static bool IsAllowed(ReadOnlySpan<byte> action) =>
        action.EqualsIgnoreCase("allow"u8) || action.EqualsIgnoreCase("alert"u8) || action.EqualsIgnoreCase("continue"u8)
        || action.EqualsIgnoreCase("override"u8) || action.EqualsIgnoreCase("forward"u8) || action.EqualsIgnoreCase("syncookie-sent"u8);

    private static bool LooksLikeUrl(string? text) => text is not null && text.Contains('/', StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal);
}

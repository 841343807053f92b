using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.FortiGate;

/// <summary>traffic is 4001; utm is 2004, but for webfilter (4002), dns (4003) and application control (4001).</summary>
internal static class FortiNetwork
{
    public static ParseResult Traffic(in FortiRecord r, string kind)
    {
        var action = r.F[FortiField.Action];
        var isRefused = IsBlocked(action);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.NetworkActivity,
            ActivityId = isRefused ? Activity.Network.Refuse
                : action.EqualsIgnoreCase("start"u8) ? Activity.Network.Open
                : action.EqualsIgnoreCase("client-rst"u8) || action.EqualsIgnoreCase("server-rst"u8) ? Activity.Network.Reset
                : action.EqualsIgnoreCase("ip-conn"u8) ? Activity.Network.Fail
                : action.EqualsIgnoreCase("pass"u8) ? Activity.Network.Traffic
                : Activity.Network.Close,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = FortiRecord.Source,
            SourceKind = kind,
            Status = isRefused ? EventStatus.Failure : EventStatus.Success,
            StatusCode = r.F.Text(FortiField.Action),
            User = r.User,
            Src = Source(r),
            Dst = Destination(r),
            Device = Device(r),
            Session = Session(r),
            Traffic = TrafficOf(r),
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    public static ParseResult Utm(in FortiRecord r, ReadOnlySpan<byte> subtype)
    {
        if (subtype.EqualsIgnoreCase("app-ctrl"u8) || subtype.EqualsIgnoreCase("voip"u8) || subtype.EqualsIgnoreCase("ssl"u8) || subtype.EqualsIgnoreCase("ssh"u8))
        {
            return Traffic(r, FieldText.Read(subtype) ?? "utm");
        }

        var isWeb = subtype.EqualsIgnoreCase("webfilter"u8);
        var isDns = subtype.EqualsIgnoreCase("dns"u8);
        var blocked = IsBlocked(r.F[FortiField.Action]);
        var url = Url(r);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = isWeb ? EventClass.HttpActivity : isDns ? EventClass.DnsActivity : EventClass.DetectionFinding,
            ActivityId = isWeb ? HttpMethods.Activity(r.F[FortiField.HttpMethod])
                : isDns ? r.F[FortiField.EventType].EndsWith("query"u8) ? 1 : 2
                : Activity.Finding.Create,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = FortiRecord.Source,
            SourceKind = FieldText.Read(subtype) ?? "utm",
            Severity = SeverityOf(r),
            Status = isWeb || isDns ? blocked ? EventStatus.Failure : EventStatus.Success : EventStatus.Unknown,
            StatusCode = r.F.Text(FortiField.Action),
            Message = r.F.Text(FortiField.Message, FieldText.MaxMessageBytes),
            User = r.User,
            Src = Source(r),
            Dst = Destination(r),
            Device = Device(r),
            Session = Session(r),
            Traffic = TrafficOf(r),
            Http = url is not null || isWeb || isDns
                ? new HttpSection
                {
                    Url = isDns ? null : url,
                    Host = r.F.Text(FortiField.QueryName) ?? r.F.Text(FortiField.HostName) ?? HttpMethods.HostOf(url),
                    Method = r.F.Text(FortiField.HttpMethod),
                    Category = r.F.Text(FortiField.Category),
                }
                : null,
            Finding = isWeb || isDns ? null : Finding(r, subtype, blocked),
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static FindingSection Finding(in FortiRecord r, ReadOnlySpan<byte> subtype, bool blocked) => new()
    {
        Uid = r.F.Text(FortiField.AttackId) ?? r.F.Text(FortiField.LogId),
        Title = r.F.Text(FortiField.Attack) ?? r.F.Text(FortiField.Virus) ?? r.F.Text(FortiField.Message, FieldText.MaxMessageBytes) ?? r.F.Text(FortiField.LogDescription),
        Type = FieldText.Read(subtype),
        ActionId = r.F.Has(FortiField.Action) ? blocked ? 2 : 1 : 0,
    };

    private static Severity SeverityOf(in FortiRecord r)
    {
        foreach (var field in (ReadOnlySpan<FortiField>)[FortiField.Severity, FortiField.CrLevel, FortiField.Level])
        {
            if (Severities.FromWord(r.F[field]) is not Severity.Unknown and var severity)
            {
                return severity;
            }
        }

        return Severity.Unknown;
    }

    private static string? Url(in FortiRecord r)
    {
        var url = r.F.Text(FortiField.Url);
        return url is { Length: > 0 } && url[0] == '/' && r.F.Text(FortiField.HostName) is { } host ? host + url : url;
    }

    private static EndpointSection Source(in FortiRecord r) => new()
    {
        Ip = r.F.Ip(FortiField.SourceIp),
        Port = r.F.Port(FortiField.SourcePort),
        Hostname = r.F.Text(FortiField.SourceName),
        Mac = r.F.Text(FortiField.SourceMac),
        Zone = r.F.Text(FortiField.SourceInterface),
        TranslatedIp = r.F.Ip(FortiField.TranslatedIp),
        ClaimedCountry = Countries.Code(r.F.Text(FortiField.SourceCountry)),
    };

    private static EndpointSection Destination(in FortiRecord r) => new()
    {
        Ip = r.F.Ip(FortiField.DestinationIp),
        Port = r.F.Port(FortiField.DestinationPort),
        Hostname = r.F.Text(FortiField.DestinationName),
        Zone = r.F.Text(FortiField.DestinationInterface),
        TranslatedIp = r.F.Ip(FortiField.DestinationTranslatedIp),
        ClaimedCountry = Countries.Code(r.F.Text(FortiField.DestinationCountry)),
    };

    private static DeviceSection? Device(in FortiRecord r) =>
        r.F.Text(FortiField.Agent) is { } agent ? new DeviceSection { UserAgent = agent, Hostname = r.F.Text(FortiField.SourceName), Os = r.F.Text(FortiField.SourceOs) }
        : r.F.Text(FortiField.SourceName) is { } host ? new DeviceSection { Hostname = host, Os = r.F.Text(FortiField.SourceOs), Mac = r.F.Text(FortiField.SourceMac) }
        : null;

    private static SessionSection? Session(in FortiRecord r) =>
        r.F.Text(FortiField.SessionId) is { } session
            ? new SessionSection { Uid = session, DurationMs = Math.Clamp(r.F.Number(FortiField.Duration), 0, int.MaxValue) * 1000L }
            : null;

    private static TrafficSection TrafficOf(in FortiRecord r) => new()
    {
        BytesOut = Math.Max(0, r.F.Number(FortiField.SentBytes)),
        BytesIn = Math.Max(0, r.F.Number(FortiField.ReceivedBytes)),
        PacketsOut = Math.Max(0, r.F.Number(FortiField.SentPackets)),
        PacketsIn = Math.Max(0, r.F.Number(FortiField.ReceivedPackets)),
        ProtocolNumber = Protocols.Number(r.F[FortiField.Protocol]),
        Application = r.F.Text(FortiField.Application) ?? r.F.Text(FortiField.Service),
        Rule = r.F.Text(FortiField.PolicyName) ?? r.F.Text(FortiField.PolicyId),
        Action = r.F.Text(FortiField.Action)?.ToLowerInvariant(),
        DirectionId = r.F.Is(FortiField.Direction, "incoming"u8) || r.F.Is(FortiField.Direction, "inbound"u8) ? 1
            : r.F.Is(FortiField.Direction, "outgoing"u8) || r.F.Is(FortiField.Direction, "outbound"u8) ? 2 : 0,
    };

    private static bool IsBlocked(ReadOnlySpan<byte> action) =>
        action.EqualsIgnoreCase("deny"u8) || action.EqualsIgnoreCase("denied"u8) || action.EqualsIgnoreCase("blocked"u8) || action.EqualsIgnoreCase("block"u8)
        || action.EqualsIgnoreCase("dropped"u8) || action.EqualsIgnoreCase("drop"u8) || action.EqualsIgnoreCase("reset"u8) || action.EqualsIgnoreCase("redirect"u8)
        || action.EqualsIgnoreCase("quarantine"u8) || action.EqualsIgnoreCase("clear_session"u8) || action.EqualsIgnoreCase("drop_session"u8)
        || action.EqualsIgnoreCase("reset_client"u8) || action.EqualsIgnoreCase("reset_server"u8) || action.EqualsIgnoreCase("pass_session_denied"u8);
}

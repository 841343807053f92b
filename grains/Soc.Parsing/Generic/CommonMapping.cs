using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Generic;

/// <summary>
/// The class of an event from what it holds, where no vendor's mapping says it: a user and a word for signing in is 3002; two ends of a
/// connection 4001 (a URL: 4002); medium severity or more is somebody's finding, 2004; the rest stays in the base class.
/// </summary>
internal static class CommonMapping
{
    private const int MaxWordsBytes = 512;

    public static ParseResult Map(in CommonRecord r)
    {
        Span<byte> buffer = stackalloc byte[MaxWordsBytes];
        var words = Words(r, buffer);
        var activity = AuthActivity(words);
        var target = UserNames.From(r.F.UserText(CommonField.DestinationUser));
        var source = UserNames.From(r.F.UserText(CommonField.SourceUser));
        var user = WithDomain(r, target ?? source);
        if (activity != 0 && user is not null)
        {
            return Authentication(r, activity, user, target is not null && source is not null && source != target ? source : null, words);
        }

        var severity = Severities.FromTen(r.Severity.IsEmpty ? r.F[CommonField.Severity] : r.Severity);
        var src = Source(r);
        var dst = Destination(r);
        var blocked = IsBlocked(words, r);
        if (r.F.Has(CommonField.Url) && r.F.Has(CommonField.HttpMethod) && severity < Severity.Medium)
        {
            return Event(r, EventClass.HttpActivity, HttpMethods.Activity(r.F[CommonField.HttpMethod]), severity, blocked, user, src, dst);
        }

        if (severity is >= Severity.Medium and <= Severity.Fatal && !r.Name.IsEmpty || words.Word("alert"u8) || words.Word("malware"u8) || words.Word("attack"u8))
        {
            return Event(r, EventClass.DetectionFinding, Activity.Finding.Create, severity, blocked, user, src, dst);
        }

        if (src?.Ip is not null && dst?.Ip is not null)
        {
            return Event(r, EventClass.NetworkActivity, blocked ? Activity.Network.Refuse : Activity.Network.Traffic, severity, blocked, user, src, dst);
        }

        return user is not null || src is not null || dst is not null || !r.Name.IsEmpty || !r.Kind.IsEmpty
            ? Event(r, EventClass.Base, Activity.Other, severity, blocked, user, src, dst)
            : ParseResult.Skipped(Reasons.NoSecurityContent);
    }

    private static ParseResult Authentication(in CommonRecord r, int activity, UserIdentity user, UserIdentity? actor, ReadOnlySpan<byte> words)
    {
        var status = StatusOf(r, words);
        var failed = status == EventStatus.Failure;
        var failure = !failed ? FailureKind.None : FailureWords.Classify(r.F[CommonField.Reason]);
        if (failed && failure == FailureKind.Other)
        {
            failure = FailureWords.Classify(r.F[CommonField.Message]);
        }

        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Context.Client,
            Class = EventClass.Authentication,
            ActivityId = activity,
            TimeMs = r.TimeMs,
            ReceivedMs = r.Context.ReceivedMs,
            Source = r.Source,
            SourceKind = KindOf(r),
            Severity = failed ? Severity.Low : Severity.Informational,
            Status = status,
            StatusCode = Header(r.Kind) ?? r.F.Text(CommonField.Outcome),
            Message = MessageOf(r),
            User = user,
            Actor = actor,
            Src = Source(r),
            Dst = Destination(r),
            Auth = new AuthSection { Failure = failure, Service = r.F.Text(CommonField.Service) ?? r.F.Text(CommonField.Application) ?? Header(r.Product) },
            Device = DeviceOf(r, isAlert: false),
            Session = SessionOf(r),
            Reporter = Reporter(r),
            Raw = r.Raw,
        });
    }

    private static ParseResult Event(in CommonRecord r, EventClass eventClass, int activity, Severity severity, bool blocked, UserIdentity? user, EndpointSection? src, EndpointSection? dst)
    {
        var url = r.F.Text(CommonField.Url);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Context.Client,
            Class = eventClass,
            ActivityId = activity,
            TimeMs = r.TimeMs,
            ReceivedMs = r.Context.ReceivedMs,
            Source = r.Source,
            SourceKind = KindOf(r),
            Severity = severity,
            Status = eventClass == EventClass.DetectionFinding ? EventStatus.Unknown : blocked ? EventStatus.Failure : EventStatus.Unknown,
            StatusCode = Header(r.Kind),
            Message = MessageOf(r),
            User = user,
            Src = src,
            Dst = dst,
            Device = DeviceOf(r, isAlert: eventClass == EventClass.DetectionFinding),
            Session = SessionOf(r),
            Traffic = eventClass == EventClass.NetworkActivity || r.F.Has(CommonField.BytesOut) || r.F.Has(CommonField.BytesIn) ? TrafficOf(r) : null,
            Http = url is null ? null : new HttpSection { Url = url, Host = HttpMethods.HostOf(url), Method = r.F.Text(CommonField.HttpMethod) },
            Finding = eventClass != EventClass.DetectionFinding ? null : new FindingSection
            {
                Uid = Header(r.Kind) ?? r.F.Text(CommonField.ExternalId),
                Title = Header(r.Name) ?? r.F.Text(CommonField.EventName) ?? Header(r.Kind) ?? MessageOf(r),
                Type = r.F.Text(CommonField.Category),
                Score = ScoreOf(r),
                ActionId = blocked ? 2 : r.F.Has(CommonField.Action) ? 1 : 0,
            },
            Reporter = Reporter(r),
            Raw = r.Raw,
        });
    }

    private static ReadOnlySpan<byte> Words(in CommonRecord r, Span<byte> buffer)
    {
        // Name, kind, category and action together say what it is; free text does not.
        var length = 0;
        Add(r.Name, buffer, ref length);
        Add(r.Kind, buffer, ref length);
        Add(r.F[CommonField.EventName], buffer, ref length);
        Add(r.F[CommonField.Category], buffer, ref length);
        Add(r.F[CommonField.Action], buffer, ref length);
        Add(r.F[CommonField.Outcome], buffer, ref length);
        return buffer[..length];
    }

    private static void Add(ReadOnlySpan<byte> part, Span<byte> buffer, ref int length)
    {
        part = part[..Math.Min(part.Length, 80)];
        if (!part.IsEmpty)
        {
            length += Contains.Lower(part, buffer[length..]).Length;
            buffer[length++] = (byte)' ';
        }
    }

    private static int AuthActivity(ReadOnlySpan<byte> words) =>
        words.Word("logout"u8) || words.Word("logoff"u8) || words.Word("log off"u8) || words.Word("signed out"u8) ? Activity.Auth.Logoff
        : words.Word("login"u8) || words.Word("logon"u8) || words.Word("log on"u8) || words.Word("log in"u8) || words.Word("logged in"u8) || words.Word("sign-in"u8)
            || words.Word("sign in"u8) || words.Word("signin"u8) || words.Word("authenticat"u8) ? Activity.Auth.Logon
        : 0;

    private static EventStatus StatusOf(in CommonRecord r, ReadOnlySpan<byte> words)
    {
        if (words.Word("fail"u8) || words.Word("denied"u8) || words.Word("deny"u8) || words.Word("reject"u8) || words.Word("invalid"u8) || words.Word("unsuccess"u8) || words.Word("blocked"u8) || words.Word("error"u8))
        {
            return EventStatus.Failure;
        }

        if (words.Word("success"u8) || words.Word("succeed"u8) || words.Word("allow"u8) || words.Word("accept"u8) || words.Word("ok "u8) || words.Word("logged in"u8) || words.Word("grant"u8))
        {
            return EventStatus.Success;
        }

        return r.F.Has(CommonField.Reason) && FailureWords.Classify(r.F[CommonField.Reason]) != FailureKind.Other ? EventStatus.Failure : EventStatus.Unknown;
    }

    private static UserIdentity? WithDomain(in CommonRecord r, UserIdentity? user)
    {
        var domain = user is null || user.Domain is not null ? null : r.F.Text(CommonField.DestinationDomain) ?? r.F.Text(CommonField.SourceDomain);
        var uid = user is null ? null : r.F.Text(CommonField.SourceUserId);
        return user is null || (domain is null && uid is null) ? user : user with { Domain = user.Domain ?? domain, Uid = uid };
    }

    private static EndpointSection? Source(in CommonRecord r)
    {
        var ip = r.F.Ip(CommonField.SourceIp) ?? r.F.Ip(CommonField.SourceIpv6) ?? r.F.Ip(CommonField.SourceHost);
        var host = r.F.Text(CommonField.SourceHost);
        var mac = r.F.Text(CommonField.SourceMac);
        return ip is null && host is null && mac is null ? null : new EndpointSection
        {
            Ip = ip,
            Port = r.F.Port(CommonField.SourcePort),
            Hostname = host == ip ? null : host,
            Mac = mac,
            TranslatedIp = r.F.Ip(CommonField.SourceNat),
        };
    }

    private static EndpointSection? Destination(in CommonRecord r)
    {
        var ip = r.F.Ip(CommonField.DestinationIp) ?? r.F.Ip(CommonField.DestinationIpv6);
        var host = r.F.Text(CommonField.DestinationHost);
        return ip is null && host is null ? null : new EndpointSection
        {
            Ip = ip,
            Port = r.F.Port(CommonField.DestinationPort),
            Hostname = host,
            TranslatedIp = r.F.Ip(CommonField.DestinationNat),
        };
    }

    private static TrafficSection TrafficOf(in CommonRecord r) => new()
    {
        BytesOut = Math.Max(0, r.F.Number(CommonField.BytesOut)),
        BytesIn = Math.Max(0, r.F.Number(CommonField.BytesIn)),
        ProtocolNumber = Protocols.Number(r.F[CommonField.Protocol]),
        Application = r.F.Text(CommonField.Application),
        Rule = r.F.Text(CommonField.Rule),
        Action = r.F.Text(CommonField.Action)?.ToLowerInvariant(),
    };

    // An alert is about the machine that it names as the source; of a connection it is only one end.
    private static DeviceSection? DeviceOf(in CommonRecord r, bool isAlert)
    {
        var agent = r.F.Text(CommonField.UserAgent);
        var host = isAlert ? r.F.Text(CommonField.SourceHost) : null;
        return agent is null && host is null ? null : new DeviceSection { UserAgent = agent, Hostname = host };
    }

    /// <summary>The product's own score when it gives one of 0–100; −1 otherwise.</summary>
    private static int ScoreOf(in CommonRecord r) =>
        System.Buffers.Text.Utf8Parser.TryParse(r.F[CommonField.Score], out double score, out _) && score is >= 0 and <= 100 ? (int)Math.Round(score) : -1;

    private static SessionSection? SessionOf(in CommonRecord r) =>
        r.F.Text(CommonField.SessionId) is { } session ? new SessionSection { Uid = session } : null;

    private static string? KindOf(in CommonRecord r) => Header(r.Vendor) is { } vendor
        ? Header(r.Product) is { } product ? vendor + "/" + product : vendor
        : null;

    private static string? MessageOf(in CommonRecord r) =>
        r.F.Text(CommonField.Message, FieldText.MaxMessageBytes) ?? (Header(r.Name) is { Length: <= 512 } name ? name : null);

    /// <summary>A field of the header, whose bars may be escaped.</summary>
    private static string? Header(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
        {
            return FieldText.Read(text);
        }

        text = text[..Math.Min(text.Length, FieldText.MaxBytes)];
        Span<byte> plain = stackalloc byte[FieldText.MaxBytes];
        return FieldText.Read(plain[..Unescape.Write(text, EscapeStyle.Cef, plain)]);
    }

    private static string? Reporter(in CommonRecord r) =>
        r.F.Text(CommonField.DeviceHost) ?? r.F.Ip(CommonField.DeviceIp) ?? FieldText.Read(r.Header.Host) ?? r.Context.Host;

    private static bool IsBlocked(ReadOnlySpan<byte> words, in CommonRecord r) =>
        !r.F.Is(CommonField.Action, "not blocked"u8)
        && (words.Word("block"u8) || words.Word("deny"u8) || words.Word("denied"u8) || words.Word("drop"u8) || words.Word("reject"u8) || words.Word("quarantin"u8));
}

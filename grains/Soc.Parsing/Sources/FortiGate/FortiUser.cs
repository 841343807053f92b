using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.FortiGate;

/// <summary>event/user, and the signing in and out of administrators in event/system: 3002.</summary>
internal static class FortiUser
{
    public static ParseResult Map(in FortiRecord r)
    {
        if (r.User is null)
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        Span<byte> buffer = stackalloc byte[128];
        var action = Contains.Lower(r.F[FortiField.Action], buffer);
        var isLogoff = action.Word("logout"u8) || action.Word("logoff"u8);
        if (!isLogoff && !action.Word("auth"u8) && !action.Word("logon"u8) && !action.Word("login"u8) && !action.Word("two-factor"u8) && !action.Word("fortitoken"u8))
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        // A single sign-on agent reports what a domain controller saw.
        return Authentication(r, "user", isLogoff, isInteractive: !action.Word("fsso"u8), r.F.Text(FortiField.PolicyName) ?? r.F.Text(FortiField.Group));
    }

    public static ParseResult MapAdministrator(in FortiRecord r)
    {
        var isLogoff = r.F.Is(FortiField.Action, "logout"u8);
        return r.User is not null && (isLogoff || r.F.Is(FortiField.Action, "login"u8))
            ? Authentication(r, "system", isLogoff, isInteractive: true, "FortiGate administration")
            : ParseResult.Skipped(Reasons.SystemEvent);
    }

    private static ParseResult Authentication(in FortiRecord r, string kind, bool isLogoff, bool isInteractive, string? service)
    {
        Span<byte> buffer = stackalloc byte[64];
        var status = Contains.Lower(r.F[FortiField.Status], buffer);
        var failed = status.Word("fail"u8) || status.Word("timed"u8) || status.Word("denied"u8) || status.Word("lock"u8);
        var succeeded = !failed && (status.Word("success"u8) || isLogoff || status.IsEmpty || status.Word("logon"u8));
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.Authentication,
            ActivityId = isLogoff ? Activity.Auth.Logoff : Activity.Auth.Logon,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = FortiRecord.Source,
            SourceKind = kind,
            Severity = failed ? Severity.Low : Severity.Informational,
            Status = failed ? EventStatus.Failure : succeeded ? EventStatus.Success : EventStatus.Unknown,
            StatusCode = r.F.Text(FortiField.Status),
            Message = r.F.Text(FortiField.Message, FieldText.MaxMessageBytes),
            User = r.User,
            Src = Source(r),
            Dst = r.F.Ip(FortiField.DestinationIp) is { } target ? new EndpointSection { Ip = target, Hostname = r.Reporter } : r.Reporter is { } name ? new EndpointSection { Hostname = name } : null,
            Device = r.F.Text(FortiField.SourceName) is { } host ? new DeviceSection { Hostname = host, Mac = r.F.Text(FortiField.SourceMac), Os = r.F.Text(FortiField.SourceOs) } : null,
            Session = isLogoff && r.F.Has(FortiField.Duration) ? new SessionSection { DurationMs = Math.Clamp(r.F.Number(FortiField.Duration), 0, int.MaxValue) * 1000L } : null,
            Auth = new AuthSection
            {
                IsInteractive = isInteractive,
                Failure = failed ? FailureOf(r) : FailureKind.None,
                Service = service ?? r.Reporter,
            },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static FailureKind FailureOf(in FortiRecord r)
    {
        var kind = FailureWords.Classify(r.F[FortiField.Reason]);
        return kind == FailureKind.Other ? FailureWords.Classify(r.F[FortiField.Message]) : kind;
    }

    private static EndpointSection? Source(in FortiRecord r)
    {
        // ui=ssh(192.0.2.7) and authproto=HTTPS(192.0.2.7) where there is no srcip.
        var ip = r.F.Ip(FortiField.SourceIp) ?? r.F.Ip(FortiField.RemoteIp) ?? Bracketed(r.F[FortiField.Ui]) ?? Bracketed(r.F[FortiField.AuthProtocol]);
        return ip is null ? null : new EndpointSection { Ip = ip, Mac = r.F.Text(FortiField.SourceMac), ClaimedCountry = Countries.Code(r.F.Text(FortiField.SourceCountry)) };
    }

    private static string? Bracketed(ReadOnlySpan<byte> text)
    {
        var open = text.IndexOf((byte)'(');
        var close = text.LastIndexOf((byte)')');
        return open >= 0 && close > open ? FieldText.Ip(text[(open + 1)..close]) : null;
    }
}

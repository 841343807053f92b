using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.FortiGate;

/// <summary>event/vpn: tunnels are 4014, refused sign-ins 3002, a first contact without a user 4001.</summary>
internal static class FortiVpn
{
    private const string Kind = "vpn";

    public static ParseResult Map(in FortiRecord r)
    {
        var action = r.F[FortiField.Action];
        if (action.EqualsIgnoreCase("tunnel-up"u8))
        {
            return Tunnel(r, Activity.Tunnel.Open);
        }

        if (action.EqualsIgnoreCase("tunnel-down"u8))
        {
            return Tunnel(r, Activity.Tunnel.Close);
        }

        if (action.EqualsIgnoreCase("tunnel-stats"u8))
        {
            return Tunnel(r, Activity.Tunnel.Renew);
        }

        if (action.EqualsIgnoreCase("ssl-new-con"u8))
        {
            return NewConnection(r);
        }

        if (action.EqualsIgnoreCase("ssl-login-fail"u8) || action.EqualsIgnoreCase("ssl-web-deny"u8) || action.EqualsIgnoreCase("ssl-login-denied"u8))
        {
            return Refused(r);
        }

        // IKE: only a refusal that names a user is about a person.
        return (action.EqualsIgnoreCase("negotiate"u8) || action.EqualsIgnoreCase("xauth"u8) || action.EqualsIgnoreCase("auth"u8))
            && IsFailure(r.F[FortiField.Status]) && r.User is not null
            ? Refused(r)
            : ParseResult.Skipped(Reasons.SessionStep);
    }

    private static ParseResult Tunnel(in FortiRecord r, int activity) => ParseResult.Event(new SecurityEvent
    {
        Id = r.EventId(),
        Client = r.Client,
        Class = EventClass.TunnelActivity,
        ActivityId = activity,
        TimeMs = r.TimeMs,
        ReceivedMs = r.ReceivedMs,
        Source = FortiRecord.Source,
        SourceKind = Kind,
        Status = EventStatus.Success,
        StatusCode = r.F.Text(FortiField.Action),
        Message = r.F.Text(FortiField.Message, FieldText.MaxMessageBytes),
        User = r.User,
        Src = Remote(r),
        Dst = Gateway(r),
        Session = new SessionSection
        {
            Uid = r.TunnelId,
            IsVpn = true,
            TunnelIp = r.F.Ip(FortiField.TunnelIp) ?? r.F.Ip(FortiField.AssignedIp),
            TunnelType = r.F.Text(FortiField.TunnelType),
            DurationMs = Math.Clamp(r.F.Number(FortiField.Duration), 0, int.MaxValue) * 1000L,
        },

        // "sent" is what the gateway sent, so it is what the user received.
        Traffic = r.F.Has(FortiField.SentBytes) || r.F.Has(FortiField.ReceivedBytes)
            ? new TrafficSection
            {
                BytesOut = Math.Max(0, r.F.Number(FortiField.ReceivedBytes)),
                BytesIn = Math.Max(0, r.F.Number(FortiField.SentBytes)),
            }
            : null,
        Reporter = r.Reporter,
        Raw = r.Raw,
    });

    private static ParseResult Refused(in FortiRecord r)
    {
        var failure = FailureWords.Classify(r.F[FortiField.Reason]);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = FortiRecord.Source,
            SourceKind = Kind,
            Severity = Severity.Low,
            Status = EventStatus.Failure,
            StatusCode = r.F.Text(FortiField.Reason) ?? r.F.Text(FortiField.Action),
            Message = r.F.Text(FortiField.Message, FieldText.MaxMessageBytes),
            User = r.User,
            Src = Remote(r),
            Dst = Gateway(r),
            Auth = new AuthSection
            {
                IsInteractive = true,
                Failure = failure == FailureKind.Other ? FailureWords.Classify(r.F[FortiField.Message]) : failure,
                Service = r.F.Text(FortiField.VpnTunnel) ?? r.Reporter,
            },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static ParseResult NewConnection(in FortiRecord r) => ParseResult.Event(new SecurityEvent
    {
        Id = r.EventId(),
        Client = r.Client,
        Class = EventClass.NetworkActivity,
        ActivityId = Activity.Network.Open,
        TimeMs = r.TimeMs,
        ReceivedMs = r.ReceivedMs,
        Source = FortiRecord.Source,
        SourceKind = Kind,
        Status = EventStatus.Success,
        StatusCode = r.F.Text(FortiField.Action),
        Message = r.F.Text(FortiField.Message, FieldText.MaxMessageBytes),
        User = r.User,
        Src = Remote(r),
        Dst = Gateway(r),
        Session = new SessionSection { Uid = r.TunnelId, IsVpn = true, TunnelType = r.F.Text(FortiField.TunnelType) },
        Reporter = r.Reporter,
        Raw = r.Raw,
    });

    private static EndpointSection? Remote(in FortiRecord r) =>
        (r.F.Ip(FortiField.RemoteIp) ?? r.F.Ip(FortiField.SourceIp)) is { } ip
            ? new EndpointSection { Ip = ip, ClaimedCountry = Countries.Code(r.F.Text(FortiField.SourceCountry)) }
            : null;

    private static EndpointSection? Gateway(in FortiRecord r)
    {
        var name = r.F.Text(FortiField.VpnTunnel) ?? r.Reporter;
        return name is null ? null : new EndpointSection { Hostname = name };
    }

    private static bool IsFailure(ReadOnlySpan<byte> status) =>
        status.EqualsIgnoreCase("failure"u8) || status.EqualsIgnoreCase("failed"u8) || status.EqualsIgnoreCase("negotiate_error"u8) || status.EqualsIgnoreCase("esp_error"u8);
}

using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>GLOBALPROTECT logs: sign-ins at portal and gateway are 3002, the tunnel is 4014, host reports are 5001; the steps between say nothing new.</summary>
internal static class PanGlobalProtect
{
    private const string Kind = "globalprotect";

    public static ParseResult Map(in PanRecord r)
    {
        var eventId = r.F[PanField.EventId];
        var failed = r.F.Is(PanField.Status, "failure"u8) || r.F.Is(PanField.Status, "failed"u8) || r.F.Is(PanField.Status, "fail"u8);
        if (eventId.IsEmpty)
        {
            return ParseResult.Malformed(Reasons.Truncated);
        }

        if (eventId.EqualsIgnoreCase("gateway-connected"u8))
        {
            return failed ? Authentication(r, Activity.Auth.Logon, failed) : Tunnel(r, Activity.Tunnel.Open, failed);
        }

        if (eventId.EqualsIgnoreCase("gateway-logout"u8))
        {
            return Tunnel(r, Activity.Tunnel.Close, failed);
        }

        if (eventId.EqualsIgnoreCase("gateway-setup-ssl"u8) || eventId.EqualsIgnoreCase("gateway-setup-ipsec"u8) || eventId.EqualsIgnoreCase("gateway-switch-to-ssl"u8))
        {
            return Tunnel(r, Activity.Tunnel.Renew, failed);
        }

        if (eventId.EndsWith("-auth"u8))
        {
            return Authentication(r, Activity.Auth.Logon, failed);
        }

        if (eventId.EndsWith("-prelogin"u8))
        {
            return Authentication(r, Activity.Auth.Preauth, failed);
        }

        if (eventId.EqualsIgnoreCase("gateway-hip-report"u8))
        {
            return Inventory(r);
        }

        // A step that fails ends the sign-in; one that succeeds repeats what -auth and -connected say.
        return failed ? Authentication(r, Activity.Auth.Logon, failed) : ParseResult.Skipped(Reasons.SessionStep);
    }

    private static ParseResult Authentication(in PanRecord r, int activity, bool failed)
    {
        var succeeded = !failed && r.F.Is(PanField.Status, "success"u8);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.Authentication,
            ActivityId = activity,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = Kind,
            Severity = failed ? Severity.Low : Severity.Informational,
            Status = failed ? EventStatus.Failure : succeeded ? EventStatus.Success : EventStatus.Unknown,
            StatusCode = r.F.Text(PanField.EventId),
            Message = Message(r, failed),
            User = UserNames.From(r.F.UserText(PanField.SourceUser)),
            Src = Source(r),
            Dst = Service(r) is { } service ? new EndpointSection { Hostname = service } : null,
            Device = Device(r),
            Auth = new AuthSection
            {
                IsInteractive = !IsCookie(r.F[PanField.AuthMethod]),
                Failure = failed ? FailureOf(r) : FailureKind.None,
                ProtocolId = ProtocolOf(r.F[PanField.AuthMethod]),
                Service = Service(r),
            },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static ParseResult Tunnel(in PanRecord r, int activity, bool failed) => ParseResult.Event(new SecurityEvent
    {
        Id = r.EventId(),
        Client = r.Client,
        Class = EventClass.TunnelActivity,
        ActivityId = activity,
        TimeMs = r.TimeMs,
        ReceivedMs = r.ReceivedMs,
        Source = PanRecord.Source,
        SourceKind = Kind,
        Status = failed ? EventStatus.Failure : EventStatus.Success,
        StatusCode = r.F.Text(PanField.EventId),
        Message = Message(r, failed),
        User = UserNames.From(r.F.UserText(PanField.SourceUser)),
        Src = Source(r),
        Dst = Service(r) is { } service ? new EndpointSection { Hostname = service } : null,
        Device = Device(r),
        Session = new SessionSection
        {
            IsVpn = true,
            TunnelIp = r.F.Ip(PanField.PrivateIp) ?? r.F.Ip(PanField.PrivateIpv6),
            TunnelType = r.F.Text(PanField.TunnelType),
            DurationMs = activity == Activity.Tunnel.Close ? Math.Clamp(r.F.Number(PanField.LoginDuration), 0, int.MaxValue) * 1000L : 0,
        },
        Reporter = r.Reporter,
        Raw = r.Raw,
    });

    private static ParseResult Inventory(in PanRecord r) => ParseResult.Event(new SecurityEvent
    {
        Id = r.EventId(),
        Client = r.Client,
        Class = EventClass.DeviceInventory,
        ActivityId = 2,
        TimeMs = r.TimeMs,
        ReceivedMs = r.ReceivedMs,
        Source = PanRecord.Source,
        SourceKind = Kind,
        Status = EventStatus.Success,
        StatusCode = r.F.Text(PanField.EventId),
        User = UserNames.From(r.F.UserText(PanField.SourceUser)),
        Src = Source(r),
        Device = Device(r),
        Session = new SessionSection { IsVpn = true, TunnelIp = r.F.Ip(PanField.PrivateIp) ?? r.F.Ip(PanField.PrivateIpv6) },
        Reporter = r.Reporter,
        Raw = r.Raw,
    });

    private static EndpointSection? Source(in PanRecord r)
    {
        var ip = r.F.Ip(PanField.PublicIp) ?? r.F.Ip(PanField.PublicIpv6);
        var country = Countries.Code(r.F.Text(PanField.SourceRegion));
        return ip is null && country is null ? null : new EndpointSection { Ip = ip, ClaimedCountry = country };
    }

    private static DeviceSection? Device(in PanRecord r)
    {
        var device = new DeviceSection
        {
            Uid = r.F.Text(PanField.HostId) ?? r.F.Text(PanField.EndpointSerial),
            Hostname = r.F.Text(PanField.MachineName),
            Os = r.F.Text(PanField.ClientOsVersion) ?? r.F.Text(PanField.ClientOs),
            Client = r.F.Text(PanField.ClientVersion) is { } version ? "GlobalProtect " + version : null,
        };
        return device.Uid is null && device.Hostname is null && device.Os is null && device.Client is null ? null : device;
    }

    private static string? Service(in PanRecord r) => r.F.Text(PanField.Portal) ?? r.F.Text(PanField.Gateway);

    private static string? Message(in PanRecord r, bool failed) => failed
        ? r.F.Text(PanField.Error, FieldText.MaxMessageBytes) ?? r.F.Text(PanField.Reason, FieldText.MaxMessageBytes) ?? r.F.Text(PanField.Description, FieldText.MaxMessageBytes)
        : r.F.Text(PanField.Description, FieldText.MaxMessageBytes);

    private static FailureKind FailureOf(in PanRecord r)
    {
        foreach (var field in (ReadOnlySpan<PanField>)[PanField.Error, PanField.Reason, PanField.Description])
        {
            if (FailureWords.Classify(r.F[field]) is not FailureKind.Other and var kind)
            {
                return kind;
            }
        }

        return FailureKind.Other;
    }

    private static bool IsCookie(ReadOnlySpan<byte> method)
    {
        Span<byte> buffer = stackalloc byte[64];
        return Contains.Lower(method, buffer).Word("cookie"u8);
    }

    internal static int ProtocolOf(ReadOnlySpan<byte> method)
    {
        Span<byte> buffer = stackalloc byte[64];
        var text = Contains.Lower(method, buffer);
        return text.Word("saml"u8) ? 5 : text.Word("radius"u8) ? 10 : text.Word("ldap"u8) ? 12 : text.Word("kerberos"u8) ? 2 : text.Word("pap"u8) ? 7 : 0;
    }
}

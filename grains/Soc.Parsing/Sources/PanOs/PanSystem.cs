using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>
/// SYSTEM logs that are about people: GlobalProtect as written before 9.1 (user and address in free text), administrators signing in,
/// and authentication profiles. Everything else is the firewall talking about itself.
/// </summary>
internal static class PanSystem
{
    private const string Kind = "system";

    public static ParseResult Map(in PanRecord r)
    {
        var eventId = r.F[PanField.EventId];
        if (eventId.StartsWith("globalprotect"u8))
        {
            return GlobalProtect(r, eventId["globalprotect"u8.Length..]);
        }

        var text = r.F[PanField.Description];
        if (eventId.StartsWith("auth-"u8))
        {
            return Quoted(text, "user '"u8) is { IsEmpty: false } user
                ? Authentication(r, Activity.Auth.Logon, eventId.IndexOf("fail"u8) >= 0, user, After(text, "From: "u8), "authentication profile", default)
                : ParseResult.Skipped(Reasons.SystemEvent);
        }

        // "User admin logged in via Web from 192.0.2.7 using https"
        if (text.StartsWith("User "u8))
        {
            var activity = text.IndexOf(" logged in via "u8) > 0 ? Activity.Auth.Logon : text.IndexOf(" logged out via "u8) > 0 ? Activity.Auth.Logoff : 0;
            var isFailure = activity == 0 && text.IndexOf(" failed authentication"u8) > 0;
            if (activity != 0 || isFailure)
            {
                return Authentication(r, isFailure ? Activity.Auth.Logon : activity, isFailure, Word(text["User "u8.Length..]), After(text, isFailure ? "From: "u8 : " from "u8), "PAN-OS administration", default);
            }
        }

        return ParseResult.Skipped(Reasons.SystemEvent);
    }

    private static ParseResult GlobalProtect(in PanRecord r, ReadOnlySpan<byte> eventId)
    {
        var text = r.F[PanField.Description];
        var user = Labelled(text, "User name: "u8);
        var address = Labelled(text, "Login from: "u8);
        var failed = eventId.EndsWith("-fail"u8);
        if (user.IsEmpty && address.IsEmpty)
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        if (eventId.IndexOf("-auth-"u8) >= 0 || failed)
        {
            return Authentication(r, Activity.Auth.Logon, failed, user, address, default, Labelled(text, "Reason: "u8));
        }

        if (!eventId.StartsWith("gateway"u8))
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        // Registered at the gateway: the public address is here, the tunnel's comes with the configuration.
        var activity = eventId.IndexOf("-regist-"u8) >= 0 || eventId.IndexOf("-login-"u8) >= 0 ? Activity.Tunnel.Open
            : eventId.IndexOf("-logout-"u8) >= 0 ? Activity.Tunnel.Close
            : eventId.IndexOf("-config-succ"u8) >= 0 || eventId.IndexOf("-switch-to-ssl"u8) >= 0 ? Activity.Tunnel.Renew
            : 0;
        return activity == 0 ? ParseResult.Skipped(Reasons.SessionStep) : Tunnel(r, activity, user, address);
    }

    private static ParseResult Authentication(in PanRecord r, int activity, bool failed, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address, string? service, ReadOnlySpan<byte> reason)
    {
        var text = r.F[PanField.Description];
        var isVpn = service is null;
        var ip = Address(address);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.Authentication,
            ActivityId = activity,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = isVpn ? "system_globalprotect" : Kind,
            Severity = failed ? Severity.Low : Severity.Informational,
            Status = failed ? EventStatus.Failure : EventStatus.Success,
            StatusCode = r.F.Text(PanField.EventId),
            Message = r.F.Text(PanField.Description, FieldText.MaxMessageBytes),
            User = UserNames.From(FieldText.Read(user)),
            Src = ip is null ? null : new EndpointSection { Ip = ip, ClaimedCountry = Countries.Code(FieldText.Read(Labelled(text, "Source region: "u8))) },
            Dst = (isVpn ? r.F.Text(PanField.Portal) : r.Reporter) is { } target ? new EndpointSection { Hostname = target } : null,
            Device = isVpn ? Device(text) : null,
            Auth = new AuthSection
            {
                IsInteractive = true,
                Failure = !failed ? FailureKind.None : FailureWords.Classify(reason.IsEmpty ? text : reason),
                Service = service ?? r.F.Text(PanField.Portal),
            },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static ParseResult Tunnel(in PanRecord r, int activity, ReadOnlySpan<byte> user, ReadOnlySpan<byte> address)
    {
        var text = r.F[PanField.Description];
        var ip = Address(address);
        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.TunnelActivity,
            ActivityId = activity,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = "system_globalprotect",
            Status = EventStatus.Success,
            StatusCode = r.F.Text(PanField.EventId),
            Message = r.F.Text(PanField.Description, FieldText.MaxMessageBytes),
            User = UserNames.From(FieldText.Read(user)),
            Src = ip is null ? null : new EndpointSection { Ip = ip, ClaimedCountry = Countries.Code(FieldText.Read(Labelled(text, "Source region: "u8))) },
            Dst = r.F.Text(PanField.Portal) is { } gateway ? new EndpointSection { Hostname = gateway } : null,
            Device = Device(text),
            Session = new SessionSection { IsVpn = true, TunnelIp = Address(Labelled(text, "Private IP: "u8)) },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    private static DeviceSection? Device(ReadOnlySpan<byte> text)
    {
        var device = new DeviceSection
        {
            Hostname = FieldText.Read(Labelled(text, "Device name: "u8)),
            Os = FieldText.Read(Labelled(text, "Client OS version: "u8)),
            Client = FieldText.Read(Labelled(text, "Client version: "u8)) is { } version ? "GlobalProtect " + version : null,
        };
        return device is { Hostname: null, Os: null, Client: null } ? null : device;
    }

    /// <summary>The value after a label, up to the next <c>, Label: </c> or the end. Values hold commas, and user names hold dots.</summary>
    private static ReadOnlySpan<byte> Labelled(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label)
    {
        var value = After(text, label);
        var from = 0;
        while (from < value.Length)
        {
            var comma = value[from..].IndexOf(", "u8);
            if (comma < 0)
            {
                break;
            }

            comma += from;
            if (IsLabel(value[(comma + 2)..]))
            {
                return value[..comma].Trim((byte)' ');
            }

            from = comma + 2;
        }

        return value.TrimEnd(" ."u8);
    }

    private static bool IsLabel(ReadOnlySpan<byte> text)
    {
        var colon = text[..Math.Min(text.Length, 32)].IndexOf((byte)':');
        if (colon < 3 || text[0] is < (byte)'A' or > (byte)'Z')
        {
            return false;
        }

        foreach (var c in text[..colon])
        {
            if (!char.IsAsciiLetter((char)c) && c != ' ')
            {
                return false;
            }
        }

        return true;
    }

    private static string? Address(ReadOnlySpan<byte> text) => FieldText.Ip(Word(text.TrimStart((byte)' ')).Trim(".,;'"u8));

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label)
    {
        var found = text.IndexOf(label);
        return found < 0 ? default : text[(found + label.Length)..];
    }

    private static ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label)
    {
        var rest = After(text, label);
        var end = rest.IndexOf((byte)'\'');
        return end < 0 ? default : rest[..end];
    }

    private static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        return end < 0 ? text : text[..end];
    }
}

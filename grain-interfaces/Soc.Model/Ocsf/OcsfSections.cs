using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>The sections of an event in the places that OCSF has for them.</summary>
internal static class OcsfSections
{
    public static void Write(Utf8JsonWriter w, SecurityEvent e)
    {
        WritePeople(w, e);
        WriteEnds(w, e);
        WriteDevice(w, e);
        WriteSession(w, e);
        WriteAuthentication(w, e);
        WriteTraffic(w, e);
        WriteHttp(w, e);
        OcsfWire.Write(w, e);
        WriteClass(w, e);
    }

    /// <summary>An OCSF user; "name" stands for "Unknown" when there is nothing else, since one of name, uid and account is required.</summary>
    public static void User(Utf8JsonWriter w, ReadOnlySpan<byte> attribute, UserIdentity u)
    {
        w.WriteStartObject(attribute);
        w.Text("name"u8, u.Name ?? (u.Uid is null ? OcsfSchema.Placeholder : null));
        w.Text("uid"u8, u.Uid);
        w.Text("email_addr"u8, u.Email);
        w.Text("domain"u8, u.Domain);
        w.Text("full_name"u8, u.DisplayName);
        w.WriteNumber("type_id"u8, u.IsService ? 4 : 1);
        w.WriteEndObject();
    }

    public static void Endpoint(Utf8JsonWriter w, ReadOnlySpan<byte> attribute, EndpointSection s)
    {
        w.WriteStartObject(attribute);
        w.Text("ip"u8, s.Ip);
        w.Number("port"u8, s.Port);
        w.Text("hostname"u8, s.Hostname);
        w.Text("mac"u8, s.Mac);
        w.Text("zone"u8, s.Zone);
        if (s.Ip is null && s.Hostname is null)
        {
            w.WriteString("name"u8, OcsfSchema.Placeholder);
        }

        if (s.TranslatedIp is not null)
        {
            w.WriteStartObject("proxy_endpoint"u8);
            w.WriteString("ip"u8, s.TranslatedIp);
            w.WriteEndObject();
        }

        if (s.ClaimedCountry is not null || s.ClaimedCity is not null)
        {
            w.WriteStartObject("location"u8);
            w.Text("country"u8, s.ClaimedCountry);
            w.Text("city"u8, s.ClaimedCity);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void WritePeople(Utf8JsonWriter w, SecurityEvent e)
    {
        var acting = OcsfSchema.HasUser(e.Class) || e.Class == EventClass.EntityManagement ? e.Actor : e.User;
        if (OcsfSchema.HasUser(e.Class))
        {
            if (e.User is not null)
            {
                User(w, "user"u8, e.User);
            }
            else if (e.Class is not (EventClass.GroupManagement or EventClass.TunnelActivity))
            {
                w.Placeholder("user"u8);
            }
        }

        if (acting is not null || e.Class == EventClass.FileHosting)
        {
            w.WriteStartObject("actor"u8);
            if (acting is not null)
            {
                User(w, "user"u8, acting);
            }
            else
            {
                w.WriteString("app_name"u8, OcsfSchema.Placeholder);
            }

            w.WriteEndObject();
        }
    }

    private static void WriteEnds(Utf8JsonWriter w, SecurityEvent e)
    {
        if (OcsfSchema.IsFinding(e.Class))
        {
            if (e.Class == EventClass.DetectionFinding && (e.Src is not null || e.Dst is not null))
            {
                w.WriteStartArray("evidences"u8);
                w.WriteStartObject();
                WriteEnds(w, e.Src, e.Dst);
                w.WriteEndObject();
                w.WriteEndArray();
            }

            return;
        }

        WriteEnds(w, OcsfSchema.HasSource(e.Class) ? e.Src : null, OcsfSchema.HasDestination(e.Class) ? e.Dst : null);
        if (e.Class == EventClass.FileHosting && e.Src is null)
        {
            w.Placeholder("src_endpoint"u8);
        }
    }

    private static void WriteEnds(Utf8JsonWriter w, EndpointSection? source, EndpointSection? destination)
    {
        if (source is not null)
        {
            Endpoint(w, "src_endpoint"u8, source);
        }

        if (destination is not null)
        {
            Endpoint(w, "dst_endpoint"u8, destination);
        }
    }

    private static void WriteDevice(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Device is null && e.Class != EventClass.DeviceInventory)
        {
            return;
        }

        var d = e.Device ?? new DeviceSection();
        w.WriteStartObject("device"u8);
        w.WriteNumber("type_id"u8, 0);
        w.Text("uid"u8, d.Uid);
        w.Text("hostname"u8, d.Hostname);
        w.Text("mac"u8, d.Mac);
        w.Flag("is_managed"u8, d.IsManaged);
        w.Flag("is_compliant"u8, d.IsCompliant);
        if (d.Os is not null)
        {
            w.WriteStartObject("os"u8);
            w.WriteString("name"u8, d.Os);
            w.WriteNumber("type_id"u8, 0);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Session is not { } s)
        {
            return;
        }

        if (OcsfSchema.HasSession(e.Class))
        {
            w.WriteStartObject("session"u8);
            w.Text("uid"u8, s.Uid);
            w.WriteBoolean("is_vpn"u8, s.IsVpn);
            w.WriteEndObject();
        }

        w.Number("duration"u8, s.DurationMs);
        if (e.Class == EventClass.TunnelActivity)
        {
            if (s.TunnelIp is not null)
            {
                w.WriteStartObject("tunnel_interface"u8);
                w.WriteString("ip"u8, s.TunnelIp);
                w.WriteNumber("type_id"u8, 4);
                w.WriteEndObject();
            }

            if (s.TunnelType is not null)
            {
                w.WriteNumber("tunnel_type_id"u8, 99);
                w.WriteString("tunnel_type"u8, s.TunnelType);
            }
        }
    }

    private static void WriteAuthentication(Utf8JsonWriter w, SecurityEvent e)
    {
        var a = e.Auth;
        if (e.Class != EventClass.Authentication)
        {
            return;
        }

        if (a is { Service: not null } or { ServiceId: not null })
        {
            w.WriteStartObject("service"u8);
            w.Text("name"u8, a.Service);
            w.Text("uid"u8, a.ServiceId);
            w.WriteEndObject();
        }
        else if (e.Dst is null)
        {
            w.Placeholder("service"u8);
        }

        if (a is null)
        {
            return;
        }

        w.Flag("is_mfa"u8, a.IsMfa);
        w.WriteNumber("auth_protocol_id"u8, a.ProtocolId);
        w.WriteNumber("logon_type_id"u8, a.LogonTypeId);
        if (a.Failure != FailureKind.None)
        {
            w.WriteString("status_detail"u8, a.Failure.ToString());
        }

        if (a.Factor != AuthFactor.None || a.FactorAddress is not null)
        {
            w.WriteStartArray("auth_factors"u8);
            w.WriteStartObject();
            w.WriteNumber("factor_type_id"u8, (int)a.Factor);
            if (a.FactorAddress is not null)
            {
                w.WriteStartObject("device"u8);
                w.WriteNumber("type_id"u8, 0);
                w.WriteString("ip"u8, a.FactorAddress);
                w.WriteEndObject();
            }

            w.WriteEndObject();
            w.WriteEndArray();
        }
    }

    private static void WriteTraffic(Utf8JsonWriter w, SecurityEvent e)
    {
        if (OcsfSchema.IsFinding(e.Class))
        {
            w.Number("action_id"u8, e.Finding?.ActionId ?? 0);
        }

        if (e.Traffic is not { } t || !OcsfSchema.IsNetwork(e.Class))
        {
            return;
        }

        w.Number("action_id"u8, OcsfSchema.ActionId(t.Action));
        w.Text("action"u8, t.Action);
        w.Text("app_name"u8, t.Application);
        w.WriteStartObject("traffic"u8);
        w.WriteNumber("bytes"u8, unchecked(t.BytesIn + t.BytesOut));
        w.WriteNumber("bytes_in"u8, t.BytesIn);
        w.WriteNumber("bytes_out"u8, t.BytesOut);
        w.WriteNumber("packets_in"u8, t.PacketsIn);
        w.WriteNumber("packets_out"u8, t.PacketsOut);
        w.WriteEndObject();
        w.WriteStartObject("connection_info"u8);
        w.WriteNumber("direction_id"u8, t.DirectionId);
        w.Number("protocol_num"u8, t.ProtocolNumber);
        w.Text("community_uid"u8, t.CommunityId);
        w.WriteEndObject();
        if (t.Rule is not null)
        {
            w.WriteStartObject("firewall_rule"u8);
            w.WriteString("name"u8, t.Rule);
            w.WriteEndObject();
        }
    }

    private static void WriteHttp(Utf8JsonWriter w, SecurityEvent e)
    {
        var userAgent = e.Device?.UserAgent;
        if (e.Http is null && userAgent is null && e.Class != EventClass.HttpActivity)
        {
            return;
        }

        w.WriteStartObject("http_request"u8);
        w.Text("user_agent"u8, userAgent);
        w.Text("http_method"u8, e.Http?.Method);
        if (e.Http is { } h && (h.Url is not null || h.Host is not null || h.Category is not null))
        {
            w.WriteStartObject("url"u8);
            w.Text("url_string"u8, h.Url);
            w.Text("hostname"u8, h.Host);
            if (h.Category is not null)
            {
                w.WriteStartArray("categories"u8);
                w.WriteStringValue(h.Category);
                w.WriteEndArray();
            }

            w.WriteEndObject();
        }

        w.WriteEndObject();
        if (e.Http is { StatusCode: not 0 })
        {
            w.WriteStartObject("http_response"u8);
            w.WriteNumber("code"u8, e.Http.StatusCode);
            w.WriteEndObject();
        }
    }

    private static void WriteClass(Utf8JsonWriter w, SecurityEvent e)
    {
        switch (e.Class)
        {
            case EventClass.DetectionFinding:
                w.WriteStartObject("finding_info"u8);
                WriteFinding(w, e);
                w.WriteEndObject();
                if (e.Finding is { Score: >= 0 })
                {
                    w.WriteNumber("risk_score"u8, e.Finding.Score);
                }

                break;
            case EventClass.IncidentFinding:
                w.WriteStartArray("finding_info_list"u8);
                w.WriteStartObject();
                WriteFinding(w, e);
                w.WriteEndObject();
                w.WriteEndArray();
                break;
            case EventClass.GroupManagement:
                w.WriteStartObject("group"u8);
                w.WriteString("name"u8, e.Change?.Group ?? OcsfSchema.Placeholder);
                w.WriteEndObject();
                break;
            case EventClass.EntityManagement:
                w.WriteStartObject("entity"u8);
                w.WriteString("name"u8, e.Change?.Target ?? OcsfSchema.Placeholder);
                if (e.User is not null)
                {
                    User(w, "user"u8, e.User);
                }

                w.WriteEndObject();
                break;
            case EventClass.AuthorizeSession:
                w.WriteStartArray("privileges"u8);
                w.WriteStringValue(OcsfSchema.Placeholder);
                w.WriteEndArray();
                break;
            case EventClass.TunnelActivity when e.Session is null && e.Src is null && e.Traffic is null:
                w.WriteNumber("tunnel_type_id"u8, 0);
                break;
            case EventClass.ApplicationLifecycle:
                w.Placeholder("app"u8);
                break;
            case EventClass.FileHosting:
                w.WriteStartObject("file"u8);
                w.WriteString("name"u8, e.Change?.Target ?? OcsfSchema.Placeholder);
                w.WriteNumber("type_id"u8, 0);
                w.WriteEndObject();
                break;
        }
    }

    private static void WriteFinding(Utf8JsonWriter w, SecurityEvent e)
    {
        w.WriteString("uid"u8, e.Finding?.Uid ?? e.Id.ToString());
        w.Text("title"u8, e.Finding?.Title);
        if (e.Finding?.Type is { } type)
        {
            w.WriteStartArray("types"u8);
            w.WriteStringValue(type);
            w.WriteEndArray();
        }
    }
}

using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>Writes unmapped.soc: what the event's class has no attribute for. The object is always there, as the mark of this writer.</summary>
internal static class OcsfExtension
{
    public static void Write(Utf8JsonWriter w, SecurityEvent e)
    {
        w.WriteStartObject("unmapped"u8);
        w.WriteStartObject("soc"u8);
        w.Text("user_key"u8, e.UserKey);
        w.Text("device_client"u8, e.Device?.Client);
        if (OcsfSchema.IsFinding(e.Class))
        {
            w.Number("status_id"u8, (int)e.Status);
        }

        if (e.Actor is not null && !OcsfSchema.HasUser(e.Class) && e.Class != EventClass.EntityManagement)
        {
            OcsfSections.User(w, "actor"u8, e.Actor);
        }

        WriteEnds(w, e);
        WriteSession(w, e);
        WriteAuthentication(w, e);
        WriteTraffic(w, e);
        WriteFinding(w, e);
        WriteChange(w, e.Change);
        OcsfWire.WriteRest(w, e);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    private static void WriteEnds(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Src is not null && !OcsfSchema.HasSource(e.Class) && e.Class != EventClass.DetectionFinding)
        {
            OcsfSections.Endpoint(w, "src_endpoint"u8, e.Src);
        }

        if (e.Dst is not null && !OcsfSchema.HasDestination(e.Class) && e.Class != EventClass.DetectionFinding)
        {
            OcsfSections.Endpoint(w, "dst_endpoint"u8, e.Dst);
        }
    }

    private static void WriteSession(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Session is not { } s || e.Class == EventClass.TunnelActivity)
        {
            return;
        }

        w.WriteStartObject("session"u8);
        if (!OcsfSchema.HasSession(e.Class))
        {
            w.Text("uid"u8, s.Uid);
            w.Mark("is_vpn"u8, s.IsVpn);
        }

        w.Text("tunnel_ip"u8, s.TunnelIp);
        w.Text("tunnel_type"u8, s.TunnelType);
        w.WriteEndObject();
    }

    private static void WriteAuthentication(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Auth is not { } a)
        {
            return;
        }

        w.WriteStartObject("auth"u8);
        w.Flag("is_interactive"u8, a.IsInteractive);
        w.Mark("mfa_from_token"u8, a.MfaFromToken);
        w.Mark("is_factor_step"u8, a.IsFactorStep);
        w.Text("provider_risk"u8, a.ProviderRisk);
        w.Number("failure_id"u8, (int)a.Failure);
        if (e.Class != EventClass.Authentication)
        {
            w.Flag("is_mfa"u8, a.IsMfa);
            w.Number("factor_type_id"u8, (int)a.Factor);
            w.Text("factor_ip"u8, a.FactorAddress);
            w.Number("auth_protocol_id"u8, a.ProtocolId);
            w.Number("logon_type_id"u8, a.LogonTypeId);
            w.Text("service"u8, a.Service);
            w.Text("service_uid"u8, a.ServiceId);
        }

        w.WriteEndObject();
    }

    private static void WriteTraffic(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Traffic is not { } t || OcsfSchema.IsNetwork(e.Class))
        {
            return;
        }

        w.WriteStartObject("traffic"u8);
        w.Number("bytes_in"u8, t.BytesIn);
        w.Number("bytes_out"u8, t.BytesOut);
        w.Number("packets_in"u8, t.PacketsIn);
        w.Number("packets_out"u8, t.PacketsOut);
        w.Number("protocol_num"u8, t.ProtocolNumber);
        w.Number("direction_id"u8, t.DirectionId);
        w.Text("app_name"u8, t.Application);
        w.Text("rule"u8, t.Rule);
        w.Text("action"u8, t.Action);
        w.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Finding is not { } f || e.Class == EventClass.DetectionFinding)
        {
            return;
        }

        w.WriteStartObject("finding"u8);
        w.Text("uid"u8, f.Uid);
        w.Text("title"u8, f.Title);
        w.Text("type"u8, f.Type);
        w.WriteNumber("risk_score"u8, f.Score);
        w.Number("action_id"u8, f.ActionId);
        w.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter w, ChangeSection? c)
    {
        if (c is null)
        {
            return;
        }

        w.WriteStartObject("change"u8);
        w.Text("operation"u8, c.Operation);
        w.Text("target"u8, c.Target);
        w.Text("group"u8, c.Group);
        w.Mark("is_mfa_change"u8, c.IsMfaChange);
        w.Mark("is_device_registration"u8, c.IsDeviceRegistration);
        w.WriteEndObject();
    }
}

using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>What is seen on the wire (dns, tls, file, dhcp, flow): each where the event's class has a place for it, the rest in unmapped.soc.</summary>
internal static class OcsfWire
{
    /// <summary>The attributes of the class.</summary>
    public static void Write(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Dns is not null && e.Class == EventClass.DnsActivity)
        {
            WriteDns(w, e.Dns);
        }

        if (e.Tls is not null && OcsfSchema.IsNetwork(e.Class))
        {
            WriteTls(w, e.Tls);
        }

        if (e.File is not null && e.Class == EventClass.SmbActivity)
        {
            WriteFile(w, e.File);
        }

        if (e.Dhcp is not null && e.Class == EventClass.DhcpActivity)
        {
            w.Number("lease_dur"u8, e.Dhcp.LeaseSeconds);
        }
    }

    /// <summary>The members of unmapped.soc. An object is there whenever the section is, as its mark.</summary>
    public static void WriteRest(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Dns is { } dns)
        {
            w.WriteStartObject("dns"u8);
            w.Number("query_bytes"u8, dns.QueryBytes);
            w.Number("answer_bytes"u8, dns.AnswerBytes);
            if (e.Class != EventClass.DnsActivity)
            {
                WriteDns(w, dns);
            }

            w.WriteEndObject();
        }

        if (e.Tls is not null && !OcsfSchema.IsNetwork(e.Class))
        {
            WriteTls(w, e.Tls);
        }

        if (e.File is { } file)
        {
            w.WriteStartObject("file"u8);
            w.Text("new_path"u8, file.NewPath);
            w.Number("bytes_read"u8, file.BytesRead);
            w.Number("bytes_written"u8, file.BytesWritten);
            if (e.Class != EventClass.SmbActivity)
            {
                WriteFile(w, file);
            }

            w.WriteEndObject();
        }

        WriteDhcp(w, e);
        WriteFlow(w, e);
    }

    private static void WriteDns(Utf8JsonWriter w, DnsSection d)
    {
        w.WriteStartObject("query"u8);
        w.WriteString("hostname"u8, d.Query ?? OcsfSchema.Placeholder);
        w.Text("type"u8, d.QueryType);
        w.WriteEndObject();
        if (d.ResponseCode != DnsSection.NotAnswered)
        {
            w.WriteNumber("rcode_id"u8, d.ResponseCode);
        }

        if (d.Answers.Length > 0)
        {
            w.WriteStartArray("answers"u8);
            foreach (var answer in d.Answers.AsSpan(0, Math.Min(d.Answers.Length, DnsSection.MaxAnswers)))
            {
                w.WriteStartObject();
                w.WriteString("rdata"u8, answer);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }
    }

    private static void WriteTls(Utf8JsonWriter w, TlsSection t)
    {
        w.WriteStartObject("tls"u8);
        w.WriteString("version"u8, t.Version ?? OcsfSchema.Placeholder);
        w.Text("sni"u8, t.ServerName);
        w.Text("cipher"u8, t.Cipher);
        w.Text("alpn"u8, t.Alpn);
        Hash(w, "ja3_hash"u8, t.Ja3);
        Hash(w, "ja3s_hash"u8, t.Ja3s);
        w.Text("ja4"u8, t.Ja4);
        if (t.Subject is not null || t.Issuer is not null)
        {
            w.WriteStartObject("certificate"u8);
            w.Text("subject"u8, t.Subject);
            w.WriteString("issuer"u8, t.Issuer ?? OcsfSchema.Placeholder);
            w.WriteString("serial_number"u8, OcsfSchema.Placeholder);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    // algorithm_id 1 is MD5.
    private static void Hash(Utf8JsonWriter w, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            w.WriteStartObject(name);
            w.WriteNumber("algorithm_id"u8, 1);
            w.WriteString("value"u8, value);
            w.WriteEndObject();
        }
    }

    private static void WriteFile(Utf8JsonWriter w, FileSection f)
    {
        w.WriteStartObject("file"u8);
        w.WriteNumber("type_id"u8, 1);
        w.WriteString("name"u8, f.Name ?? OcsfSchema.Placeholder);
        w.Text("path"u8, f.Path);
        w.Number("size"u8, f.SizeBytes);
        w.WriteEndObject();
        w.Text("share"u8, f.Share);
        w.Text("command"u8, f.Operation);
    }

    private static void WriteDhcp(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Dhcp is not { } d)
        {
            return;
        }

        w.WriteStartObject("dhcp"u8);
        w.Text("assigned_ip"u8, d.AssignedIp);
        w.Text("requested_ip"u8, d.RequestedIp);
        w.Text("server_ip"u8, d.ServerIp);
        w.Text("vendor_class"u8, d.VendorClass);
        w.Text("parameter_list"u8, d.ParameterList);
        w.Text("messages"u8, d.Messages);
        if (e.Class != EventClass.DhcpActivity)
        {
            w.Number("lease_dur"u8, d.LeaseSeconds);
        }

        w.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter w, SecurityEvent e)
    {
        if (e.Traffic is not { } t || (t.State is null && t.History is null && t.CommunityId is null && t.DurationMs == 0 && !t.IsOngoing))
        {
            return;
        }

        w.WriteStartObject("flow"u8);
        w.Text("state"u8, t.State);
        w.Text("history"u8, t.History);
        if (!OcsfSchema.IsNetwork(e.Class))
        {
            w.Text("community_uid"u8, t.CommunityId);
        }

        w.Number("duration_ms"u8, t.DurationMs);
        w.Mark("is_ongoing"u8, t.IsOngoing);
        w.WriteEndObject();
    }
}

using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>Reads what <see cref="OcsfWire"/> writes, and the same attributes of other producers.</summary>
internal static class OcsfReadWire
{
    public static SecurityEvent Fill(SecurityEvent e, JsonElement root, JsonElement extension) => e with
    {
        Dns = Dns(e.Class == EventClass.DnsActivity ? root : extension.Child("dns"u8), extension.Child("dns"u8)),
        Tls = Tls(OcsfSchema.IsNetwork(e.Class) ? root.Child("tls"u8) : extension.Child("tls"u8)),
        File = File(e.Class == EventClass.SmbActivity ? root : extension.Child("file"u8), extension.Child("file"u8)),
        Dhcp = Dhcp(e.Class == EventClass.DhcpActivity ? root : extension.Child("dhcp"u8), extension.Child("dhcp"u8)),
    };

    /// <summary>The traffic with what is known of its flow; null stays null unless there is something to say.</summary>
    public static TrafficSection? Flow(TrafficSection? traffic, JsonElement root, JsonElement extension)
    {
        var flow = extension.Child("flow"u8);
        var community = root.Child("connection_info"u8).Text("community_uid"u8) ?? flow.Text("community_uid"u8);
        return flow.ValueKind != JsonValueKind.Object && community is null
            ? traffic
            : (traffic ?? new TrafficSection()) with
            {
                State = flow.Text("state"u8),
                History = flow.Text("history"u8),
                CommunityId = community,
                DurationMs = flow.Number("duration_ms"u8),
                IsOngoing = flow.Flag("is_ongoing"u8) ?? false,
            };
    }

    private static DnsSection? Dns(JsonElement d, JsonElement own)
    {
        var query = d.Child("query"u8);
        var dns = new DnsSection
        {
            Query = Real(query.Text("hostname"u8))?.ToLowerInvariant().TrimEnd('.'),
            QueryType = query.Text("type"u8),
            ResponseCode = d.Has("rcode_id"u8) ? d.Int("rcode_id"u8) : DnsSection.NotAnswered,
            Answers = Answers(d.Child("answers"u8)),
            QueryBytes = own.Int("query_bytes"u8),
            AnswerBytes = own.Int("answer_bytes"u8),
        };
        return dns == new DnsSection() ? null : dns;
    }

    private static string[] Answers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var answers = new List<string>();
        foreach (var answer in list.EnumerateArray())
        {
            if (answers.Count < DnsSection.MaxAnswers && answer.Text("rdata"u8) is { } data)
            {
                answers.Add(data);
            }
        }

        return [.. answers];
    }

    private static TlsSection? Tls(JsonElement t)
    {
        var certificate = t.Child("certificate"u8);
        var tls = new TlsSection
        {
            ServerName = t.Text("sni"u8)?.ToLowerInvariant(),
            Version = Real(t.Text("version"u8)),
            Alpn = t.Text("alpn"u8),
            Cipher = t.Text("cipher"u8),
            Ja3 = t.Child("ja3_hash"u8).Text("value"u8),
            Ja3s = t.Child("ja3s_hash"u8).Text("value"u8),
            Ja4 = t.Text("ja4"u8),
            Subject = certificate.Text("subject"u8),
            Issuer = Real(certificate.Text("issuer"u8)),
        };
        return tls == new TlsSection() ? null : tls;
    }

    private static FileSection? File(JsonElement f, JsonElement own)
    {
        var inner = f.Child("file"u8);
        var file = new FileSection
        {
            Name = Real(inner.Text("name"u8)),
            Path = inner.Text("path"u8),
            SizeBytes = inner.Number("size"u8),
            Share = f.Text("share"u8),
            Operation = f.Text("command"u8),
            NewPath = own.Text("new_path"u8),
            BytesRead = own.Number("bytes_read"u8),
            BytesWritten = own.Number("bytes_written"u8),
        };
        return file == new FileSection() ? null : file;
    }

    private static DhcpSection? Dhcp(JsonElement d, JsonElement own)
    {
        var dhcp = new DhcpSection
        {
            AssignedIp = own.Text("assigned_ip"u8),
            RequestedIp = own.Text("requested_ip"u8),
            ServerIp = own.Text("server_ip"u8),
            VendorClass = own.Text("vendor_class"u8),
            ParameterList = own.Text("parameter_list"u8),
            Messages = own.Text("messages"u8),
            LeaseSeconds = d.Number("lease_dur"u8),
        };
        return dhcp == new DhcpSection() ? null : dhcp;
    }

    private static string? Real(string? name) => string.Equals(name, OcsfSchema.Placeholder, StringComparison.OrdinalIgnoreCase) ? null : name;
}

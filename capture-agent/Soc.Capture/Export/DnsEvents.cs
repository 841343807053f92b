using Soc.Capture.Flows;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dns;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Questions to name servers, and names that stations give themselves.</summary>
internal static class DnsEvents
{
    private const int NameError = 3;
    private const int Pointer = 12;
    private const byte Workstation = 0x00;
    private const byte Server = 0x20;

    public static SecurityEvent Of(EventFrame frame, Flow flow, DnsTransaction dns) =>
        frame.Of(EventClass.DnsActivity, dns.IsAnswerSeen ? Activity.Dns.Response : Activity.Dns.Query, dns.AtNs, "dns", flow, isTurned: dns.Asker == Side.Responder, parts: new EventParts
        {
            Status = dns.Rcode switch { null => EventStatus.Unknown, 0 => EventStatus.Success, _ => EventStatus.Failure },
            StatusCode = dns.RcodeName,
            Dns = new DnsSection
            {
                Query = dns.Name.TrimEnd('.') is { Length: > 0 } name ? name : ".",
                QueryType = dns.TypeName,
                ResponseCode = dns.Rcode ?? DnsSection.NotAnswered,
                Answers = TextsOf(dns),
                QueryBytes = dns.QueryBytes,
                AnswerBytes = dns.AnswerBytes,
            },
        });

    private static string[] TextsOf(DnsTransaction dns)
    {
        var texts = dns.Answers.IsEmpty ? [] : new string[Math.Min(dns.Answers.Length, DnsSection.MaxAnswers)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = dns.Answers[i].Text;
        }

        return texts;
    }

    /// <summary>The name that the sender of an answer gives itself in its own network; null when it says none.</summary>
    public static string? OwnName(DnsTransaction dns) => dns.Variant switch
    {
        DnsVariant.Mdns or DnsVariant.Llmnr => dns is { IsAnswerSeen: true, Rcode: not NameError } ? AddressName(dns) : null,

        // A registration, or an answer for a machine's own name; group names and services are nobody's alone.
        DnsVariant.Netbios => dns.NetbiosSuffix is Workstation or Server && (dns.Opcode == 5 || dns is { IsAnswerSeen: true, Rcode: 0 }) ? dns.Name : null,
        _ => null,
    };

    // A service's records name the machine in the additional ones; the address record's own name is what it is called.
    private static string? AddressName(DnsTransaction dns)
    {
        const ushort v4 = 1, v6 = 28;
        var own = dns.Answers.FirstOrDefault(a => a.Type is v4 or v6)?.Name ?? (dns.Type is v4 or v6 ? dns.Name : null);
        return own is null || dns.Type == Pointer && own.Contains("._", StringComparison.Ordinal) ? null : own.EndsWith(".local", StringComparison.Ordinal) ? own[..^6] : own;
    }
}

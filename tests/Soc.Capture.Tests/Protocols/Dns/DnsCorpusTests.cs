using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Protocols.Dns;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Dns;

/// <summary>What Zeek reads of the same captures.</summary>
public sealed class DnsCorpusTests
{
    [Theory]
    [InlineData("zeek/dns53.pcap", "scripts.base.protocols.dns.flip")]
    [InlineData("zeek/dns-two-responses.pcap", "scripts.base.protocols.dns.duplicate-reponses")]
    [InlineData("zeek/dns/dynamic-update.pcap", "scripts.base.protocols.dns.dynamic-update")]
    [InlineData("zeek/wikipedia.pcap", "opt.basic")]
    [InlineData("zeek/tunnels/gre-sample.pcap", "core.tunnels.gre")]
    public void EveryRow_IsTold(string capture, string expected)
    {
        var rows = ZeekLog.Read($"zeek/expected/{expected}/dns.log");
        var told = Read(Corpus.PathOf(capture));
        rows.ShouldNotBeEmpty();
        told.Count.ShouldBe(rows.Count);
        foreach (var row in rows)
        {
            var key = (row["id.orig_h"], row["id.orig_p"], Number(row["trans_id"]));
            var at = told.FindIndex(t => (t.Asker, t.Port, (int)t.Told.Id) == key);
            at.ShouldBeGreaterThanOrEqualTo(0, $"{key} is not told.");
            Compare(row, told[at].Told);
            told.RemoveAt(at);
        }
    }

    private static List<(string Asker, string Port, DnsTransaction Told)> Read(string path)
    {
        var told = new List<(string, string, DnsTransaction)>();
        foreach (var flow in Conversation.Read(path).Where(f => f.Protocol == IpProtocol.Udp))
        {
            DnsDatagrams[] all = [DnsDatagrams.Dns, DnsDatagrams.Mdns, DnsDatagrams.Llmnr, DnsDatagrams.Netbios];
            var first = flow.Pieces[0];
            var mine = Array.FindAll(all, p => p.Recognises(first.Side, first.Data, flow.OriginatorPort, flow.ResponderPort));
            mine.Length.ShouldBeLessThanOrEqualTo(1);
            foreach (var record in mine.SelectMany(p => flow.Through(p.Begin())).Cast<DnsTransaction>())
            {
                // Zeek turns a flow round when its first packet comes from port 53; but that of an answer to a group stays.
                var isTurned = record.Asker == Soc.Capture.Protocols.Side.Responder && record.Variant == DnsVariant.Dns;
                var (asker, port) = isTurned ? (flow.Responder, flow.ResponderPort) : (flow.Originator, flow.OriginatorPort);
                told.Add((asker.ToString(), port.ToString(CultureInfo.InvariantCulture), record));
            }
        }

        return told;
    }

    private static void Compare(Dictionary<string, string> row, DnsTransaction told)
    {
        var isNegative = row["answers"].Length == 0;

        // Zeek leaves NetBIOS names as they are; here all names are lower case.
        told.Name.ShouldBe(row["query"].ToLowerInvariant());
        if (told.IsQuerySeen && row["qtype"].Length > 0)
        {
            told.Type.ShouldBe((ushort)Number(row["qtype"]));
            told.Class.ShouldBe((ushort)Number(row["qclass"]));
            told.ClassName.ShouldBe(row["qclass_name"]);

            // Zeek calls NetBIOS' type 32 as DNS does.
            told.TypeName.ShouldBe(row["qtype_name"] == "NIMLOC" ? "NB" : row["qtype_name"]);
            told.IsRecursionDesired.ShouldBe(row["RD"] == "T");
            told.IsTruncated.ShouldBe(row["TC"] == "T");
            told.ReservedBits.ShouldBe(Number(row["Z"]));
        }
        else if (told.Opcode == 0)
        {
            // Zeek takes type, class, RD and Z of queries only; here also of the question that an answer repeats.
            told.IsAnswerSeen.ShouldBeTrue();
            told.IsQuerySeen.ShouldBeFalse();
        }

        told.Opcode.ShouldBe(Number(row["opcode"]));
        told.OpcodeName.ShouldBe(row["opcode_name"]);
        (told.Rcode?.ToString(CultureInfo.InvariantCulture) ?? "").ShouldBe(row["rcode"]);
        (told.RcodeName ?? "").ShouldBe(row["rcode_name"]);
        string.Join(',', told.Answers.Select(a => a.Text)).ShouldBe(row["answers"]);
        string.Join(',', told.Answers.Select(a => a.TtlSeconds.ToString("0.000000", CultureInfo.InvariantCulture))).ShouldBe(row["TTLs"]);
        if (!isNegative)
        {
            told.IsAuthoritative.ShouldBe(row["AA"] == "T");
            told.IsRecursionAvailable.ShouldBe(row["RA"] == "T");
        }

        if (isNegative && told is { IsQuerySeen: true, IsAnswerSeen: true })
        {
            // Zeek takes AA, RA and the time of answers with records only.
            row["rtt"].ShouldBe("");
            told.IsRecursionAvailable.ShouldBeTrue();
            told.RoundTripNs.ShouldNotBeNull().ShouldBeInRange(1, 1_000_000_000);
        }
        else
        {
            (told.RoundTripNs is { } ns ? (ns / 1e9).ToString("0.000000", CultureInfo.InvariantCulture) : "").ShouldBe(row["rtt"]);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

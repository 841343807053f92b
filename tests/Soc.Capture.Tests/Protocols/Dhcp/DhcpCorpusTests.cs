using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Protocols.Dhcp;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Dhcp;

/// <summary>What Zeek reads of the same captures.</summary>
public sealed class DhcpCorpusTests
{
    [Theory]
    [InlineData("zeek/dhcp/dhcp.pcap", "scripts.base.protocols.dhcp.dhcp-all-msg-types")]
    [InlineData("zeek/dhcp/dhcp_inform.pcap", "scripts.base.protocols.dhcp.inform")]
    public void EveryRow_IsTold(string capture, string expected)
    {
        var rows = ZeekLog.Read($"zeek/expected/{expected}/dhcp.log");
        var told = Conversation.Read(Corpus.PathOf(capture)).SelectMany(Read).ToList();

        // Zeek joins the flows of a transaction; here that is for whoever takes the records.
        var transactions = told.GroupBy(t => (t.TransactionId, t.Mac)).Select(g => g.ToList()).ToList();
        transactions.Count.ShouldBe(rows.Count);
        foreach (var row in rows)
        {
            transactions.Count(t => string.Equals(Types(t), row["msg_types"], StringComparison.Ordinal)).ShouldBe(1);
            Compare(row, transactions.Find(t => string.Equals(Types(t), row["msg_types"], StringComparison.Ordinal))!);
        }
    }

    private static IEnumerable<DhcpExchange> Read(Conversation flow)
    {
        var protocol = new DhcpDatagrams();
        protocol.Recognises(flow.Pieces[0].Side, flow.Pieces[0].Data, flow.OriginatorPort, flow.ResponderPort).ShouldBeTrue();
        return flow.Through(protocol.Begin()).OfType<DhcpExchange>();
    }

    private static string Types(List<DhcpExchange> told) =>
        string.Join(',', told.SelectMany(t => t.Steps).OrderBy(s => s.AtNs).Select(s => s.Type.ToString().ToUpperInvariant()));

    private static void Compare(Dictionary<string, string> row, List<DhcpExchange> told)
    {
        // What several say, the newest says.
        var byTime = told.OrderBy(t => t.Steps[^1].AtNs).ToList();
        string Newest(Func<DhcpExchange, object?> field) => Convert.ToString(byTime.Select(field).LastOrDefault(f => f is not null), CultureInfo.InvariantCulture) ?? "";
        Newest(t => t.Mac).ShouldBe(row["mac"]);
        Newest(t => t.HostName).ShouldBe(row["host_name"]);
        Newest(t => t.ClientFqdn).ShouldBe(row["client_fqdn"]);
        Newest(t => t.RequestedAddress).ShouldBe(row["requested_addr"]);
        Newest(t => t.AssignedAddress).ShouldBe(row["assigned_addr"]);
        Newest(t => t.LeaseSeconds is { } lease ? lease.ToString("0.000000", CultureInfo.InvariantCulture) : null).ShouldBe(row["lease_time"]);
        Newest(t => t.ClientMessage).ShouldBe(row["client_message"]);
        Newest(t => t.ServerMessage).ShouldBe(row["server_message"]);
        var times = told.SelectMany(t => t.Steps).Select(s => s.AtNs).ToList();
        ((times.Max() - times.Min()) / 1e9).ToString("0.000000", CultureInfo.InvariantCulture).ShouldBe(row["duration"]);

        var isInform = row["msg_types"] == "INFORM,ACK";
        if (isInform)
        {
            // Zeek does not take the server of an answer that gives no address.
            Newest(t => t.ServerAddress).ShouldBe("128.2.6.152");
            Newest(t => t.ClientAddress).ShouldBe(row["client_addr"]);
        }
        else if (row["client_addr"].Length > 0)
        {
            // Zeek gives the address that an offer went to; here it is only what the client says it has.
            Newest(t => t.ClientAddress).ShouldBe("");
        }

        if (!isInform)
        {
            Newest(t => t.ServerAddress).ShouldBe(row["server_addr"]);
        }

        Newest(t => t.Domain).ShouldBe(row["domain"]);
    }
}

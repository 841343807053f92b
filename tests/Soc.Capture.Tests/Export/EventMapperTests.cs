using System.Globalization;
using System.Text.Json;
using Shouldly;
using Soc.Capture.Tests.Support;
using Soc.Model.Events;
using Soc.Model.Ocsf;
using Xunit;

namespace Soc.Capture.Tests.Export;

public sealed class EventMapperTests
{
    /// <summary>
    /// Event by event as Zeek's log has it: ends, service, state, bytes, packets. Flows to groups of stations are not told. Two differ: one (port 35634)
    /// began before the capture, and Zeek does not read on what it speaks; of the other's packet (56641), which was cut when it was captured, Zeek counts no payload.
    /// </summary>
    [Theory]
    [InlineData("zeek/wikipedia.pcap", "zeek/expected/opt.basic/conn.log")]
    public void Flows_are_what_Zeek_says_of_them(string file, string log)
    {
        var ours = Seen.In(file).Of("flow").Select(e => Line(
            e.Src!.Ip!, e.Src.Port, e.Dst!.Ip!, e.Dst.Port, e.Traffic!.Application, e.Traffic.State!, e.Traffic.BytesOut, e.Traffic.BytesIn, e.Traffic.PacketsOut, e.Traffic.PacketsIn));
        var theirs = ZeekLog.Read(log)
            .Where(r => !r["id.resp_h"].StartsWith("224.", StringComparison.Ordinal) && !r["id.resp_h"].StartsWith("ff02", StringComparison.Ordinal))
            .Select(r => Line(
                r["id.orig_h"], Number(r["id.orig_p"]), r["id.resp_h"], Number(r["id.resp_p"]), r["service"].Length == 0 ? null : r["service"], r["conn_state"], Number(r["orig_bytes"]), Number(r["resp_bytes"]), Number(r["orig_pkts"]), Number(r["resp_pkts"])));
        var (mine, zeeks) = (ours.Order(StringComparer.Ordinal).ToArray(), theirs.Order(StringComparer.Ordinal).ToArray());
        mine.Except(zeeks, StringComparer.Ordinal).ShouldBe(["141.142.220.118 35634 208.80.152.2 80 http OTH 463 350 2 1", "141.142.220.238 56641 141.142.220.255 137 dns S0 50 0 1 0"]);
        zeeks.Except(mine, StringComparer.Ordinal).ShouldBe(["141.142.220.118 35634 208.80.152.2 80 - OTH 463 350 2 1", "141.142.220.238 56641 141.142.220.255 137 dns S0 0 0 1 0"]);
        mine.Length.ShouldBe(zeeks.Length);
    }

    [Fact]
    public void Names_and_requests_are_what_Zeek_says_of_them()
    {
        var seen = Seen.In("zeek/wikipedia.pcap");
        seen.Of("dns").Select(e => $"{e.Dns!.Query} {e.Dns.QueryType} {e.StatusCode} {e.Dst!.Ip}").Order(StringComparer.Ordinal)
            .ShouldBe(ZeekLog.Read("zeek/expected/opt.basic/dns.log").Where(r => r["id.resp_p"] == "53").Select(r => $"{r["query"]} {r["qtype_name"]} {r["rcode_name"]} {r["id.resp_h"]}").Order(StringComparer.Ordinal));

        // The request of the connection that began before the capture is one that Zeek does not have.
        seen.Of("http").Where(e => e.Src!.Port != 35634).Select(e => $"{e.Http!.Method} {e.Http.Host} {e.Http.StatusCode} {e.Dst!.Hostname}").Order(StringComparer.Ordinal)
            .ShouldBe(ZeekLog.Read("zeek/expected/opt.basic/http.log").Select(r => $"{r["method"]} {r["host"]} {r["status_code"]} {r["host"]}").Order(StringComparer.Ordinal));
        seen.Of("flow").Where(e => e.Traffic!.Application == "http").ShouldAllBe(e => e.Dst!.Hostname != null, "what it was called in its request");
    }

    [Fact]
    public void Devices_are_known_by_their_stations_once_ARP_told_them()
    {
        var seen = Seen.In("zeek/wikipedia.pcap");
        var told = seen.Events.Where(e => e.Class == EventClass.DeviceInventory).ToArray();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(e => e.Device!.Uid == e.Device.Mac && e.Src!.Ip != null);
        var since = told.First(e => seen.Of("flow").Any(f => f.Src!.Ip == e.Src!.Ip));
        seen.Of("flow").Where(f => f.Src!.Ip == since.Src!.Ip && f.TimeMs > since.TimeMs).ShouldAllBe(f => f.Device!.Uid == since.Device!.Uid);
    }

    [Theory]
    [InlineData("zeek/smb/smb2.pcap")]
    [InlineData("zeek/krb/kinit.pcap")]
    [InlineData("zeek/dhcp/dhcp.pcap")]
    [InlineData("ja4/tls-handshake.pcapng")]
    public void Every_event_comes_back_from_its_text_as_it_was(string file)
    {
        var seen = Seen.In(file);
        seen.Events.ShouldNotBeEmpty();
        seen.Events.Select(e => e.Id).ShouldBeUnique();
        foreach (var e in seen.Events)
        {
            var bytes = OcsfWriter.ToUtf8(e);
            using var document = JsonDocument.Parse(bytes);
            var read = OcsfReader.Read(document.RootElement, bytes, new OcsfReadContext(e.Client, e.ReceivedMs, e.Source, IsOwn: true), out _);
            read.ShouldBe(e);
        }
    }

    [Fact]
    public void A_file_on_a_share_is_told_with_its_user_and_what_was_done()
    {
        var files = Seen.In("zeek/smb/smb2.pcap").Of("smb_file").ToArray();
        files.ShouldNotBeEmpty();
        files.ShouldAllBe(e => e.Class == EventClass.SmbActivity && e.File!.Name != null && e.File.Share != null && e.File.Operation != null && e.Src!.Ip != null);
    }

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    private static string Line(params object?[] cells) => string.Join(' ', cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c ?? "-"}")));
}

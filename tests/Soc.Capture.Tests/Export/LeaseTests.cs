using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Export;
using Soc.Capture.Link;
using Soc.Capture.Protocols.Dhcp;
using Soc.Capture.Tests.Support;
using Soc.Model.Events;
using Xunit;
using static Soc.Capture.Tests.Protocols.Dhcp.DhcpBytes;

namespace Soc.Capture.Tests.Export;

/// <summary>A lease is told when it is given, with all that its client said of itself, although that was said on another flow.</summary>
public sealed class LeaseTests
{
    private const uint Server = 0x0A000001;
    private const uint Everybody = 0xFFFFFFFF;
    private const byte Discover = 1;
    private const byte Offer = 2;
    private const byte Request = 3;
    private const byte Ack = 5;

    private readonly Seen _seen = Seen.New();
    private long _atNs = 1_000_000_000;

    [Fact]
    public void The_lease_has_the_name_and_the_software_at_once()
    {
        Ask(transaction: 7, Discover);
        Answer(transaction: 7, Offer);
        Ask(transaction: 7, Request);
        Answer(transaction: 7, Ack);
        var lease = _seen.Events.Where(e => e.Class == EventClass.DhcpActivity).ShouldHaveSingleItem();
        (lease.Status, lease.Dhcp!.Messages, lease.Dhcp.AssignedIp).ShouldBe((EventStatus.Success, "OFFER ACK", "9.9.9.9"));
        (lease.Dhcp.VendorClass, lease.Dhcp.ParameterList, lease.Src!.Hostname, lease.Device!.Hostname).ShouldBe(("MSFT 5.0", "1,3,6", "pc-1", "pc-1"));
        _seen.Events.Where(e => e.Class == EventClass.DeviceInventory).ShouldHaveSingleItem().Device!.Hostname.ShouldBe("pc-1");
    }

    [Fact]
    public void What_was_said_in_another_transaction_is_not_said_in_this_one()
    {
        Ask(transaction: 7, Request);
        Answer(transaction: 8, Ack);
        var lease = _seen.Events.Where(e => e.Class == EventClass.DhcpActivity).ShouldHaveSingleItem();
        (lease.Dhcp!.VendorClass, lease.Src!.Hostname).ShouldBe((null, null));
    }

    [Fact]
    public void Clients_that_are_remembered_are_bounded_and_the_newest_stay()
    {
        var clients = new DhcpClients();
        for (var i = 0u; i < 2 * DhcpClients.MaxClients; i++)
        {
            clients.Hear(new DhcpClientWords { AtNs = 1, TransactionId = i, Mac = new MacAddress(i), VendorClass = "udhcp" });
        }

        clients.Count.ShouldBe(DhcpClients.MaxClients);
        clients.Complete(ExchangeOf(0)).VendorClass.ShouldBeNull();
        clients.Complete(ExchangeOf((2 * DhcpClients.MaxClients) - 1)).VendorClass.ShouldBe("udhcp");
        clients.Complete(ExchangeOf((2 * DhcpClients.MaxClients) - 1) with { VendorClass = "its own" }).VendorClass.ShouldBe("its own");
    }

    private static DhcpExchange ExchangeOf(uint number) => new() { AtNs = 2, TransactionId = number, Mac = new MacAddress(number), Steps = [] };

    private void Ask(uint transaction, byte type) =>
        Take(Frames.Udp(0, 68, Everybody, 67, Message(isOfServer: false, transaction, type, Option(12, "pc-1"u8.ToArray()), Option(55, 1, 3, 6), Option(60, "MSFT 5.0"u8.ToArray()))));

    private void Answer(uint transaction, byte type) =>
        Take(Frames.Udp(Server, 67, Everybody, 68, Message(isOfServer: true, transaction, type, Option(51, 0, 0, 14, 16), Option(54, 10, 0, 0, 1))));

    private void Take(byte[] frame) => _seen.Engine.Take(new RawFrame(frame, _atNs += 1_000_000, frame.Length, LinkType.Ethernet));
}

using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Link;
using Soc.Capture.Protocols.Arp;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Arp;

public sealed class ArpTests
{
    private static readonly MacAddress First = new(0x0200_0000_0001);
    private static readonly MacAddress Second = new(0x0200_0000_0002);

    [Theory]
    [InlineData("0001080006040001001f04da247b" + "0a000001" + "000000000000" + "0a000002", ArpOperation.Request, false, false, "10.0.0.2")]
    [InlineData("0001080006040001001f04da247b" + "00000000" + "000000000000" + "0a000002" + "0000", ArpOperation.Request, true, false, "10.0.0.2")]
    [InlineData("0001080006040002001f04da247b" + "0a000001" + "ffffffffffff" + "0a000001" + "0000", ArpOperation.Reply, false, true, "10.0.0.1")]
    public void Messages_AreRead(string payload, ArpOperation operation, bool isProbe, bool isGratuitous, string target)
    {
        ArpMessage.TryRead(Convert.FromHexString(payload), out var message).ShouldBeTrue();
        (message.Operation, message.IsProbe, message.IsGratuitous).ShouldBe((operation, isProbe, isGratuitous));
        message.SenderMac.ToString().ShouldBe("00:1f:04:da:24:7b");
        message.TargetAddress.ToString().ShouldBe(target);
        message.SenderAddress.ToString().ShouldBe(isProbe ? "0.0.0.0" : "10.0.0.1");
    }

    [Theory]
    [InlineData("0006080006040001001f04da247b" + "0a000001" + "000000000000" + "0a000002")]
    [InlineData("000186dd06040001001f04da247b" + "0a000001" + "000000000000" + "0a000002")]
    [InlineData("0001080006040001001f04da247b" + "0a000001" + "000000000000" + "0a0000")]
    public void OtherAddressesAndCutMessages_AreNot(string payload) => ArpMessage.TryRead(Convert.FromHexString(payload), out _).ShouldBeFalse();

    [Fact]
    public void CapturedRequests_NameTheirSenders()
    {
        var bindings = new AddressBindings(100);
        var messages = 0;
        using var capture = CaptureFile.Open(Corpus.PathOf("zeek/wikipedia.pcap"));
        while (capture.TryRead(out var frame))
        {
            var packet = default(Packet);
            if (PacketDecoder.Decode(frame, ref packet) == DecodeOutcome.Arp)
            {
                ArpMessage.TryRead(packet.Payload, out var message).ShouldBeTrue();
                bindings.See(packet.OuterVlan, message, packet.AtNs, out _).ShouldNotBe(BindingNews.Changed);
                messages++;
            }
        }

        messages.ShouldBeGreaterThan(bindings.Count);
        bindings.TryFind(new BindingKey(0, NetAddress.V4(0x8D8EDC01)), out var router).ShouldBeTrue();
        router.Mac.ToString().ShouldBe("00:13:7f:be:8c:ff");
        router.SeenNs.ShouldBeGreaterThan(router.SinceNs);
    }

    [Fact]
    public void Changes_AreTold_WithWhoHadItBefore()
    {
        var bindings = new AddressBindings(4);
        var key = new BindingKey(7, NetAddress.V4(0x0A000001));
        bindings.See(key, First, BindingSource.Dhcp, 10, out _).ShouldBe(BindingNews.New);
        bindings.See(key, First, BindingSource.Arp, 20, out _).ShouldBe(BindingNews.None);
        bindings.See(key with { Vlan = 8 }, Second, BindingSource.Arp, 25, out _).ShouldBe(BindingNews.New);
        bindings.See(key, Second, BindingSource.Arp, 30, out var changed).ShouldBe(BindingNews.Changed);
        changed.ShouldBe(new AddressBinding(key, Second, BindingSource.Arp, 30, 30, First, 20, 1));
    }

    [Fact]
    public void NobodysAddresses_AreNotTaken()
    {
        var bindings = new AddressBindings(4);
        var key = new BindingKey(0, NetAddress.V4(1));
        bindings.See(key, MacAddress.Broadcast, BindingSource.Arp, 1, out _).ShouldBe(BindingNews.None);
        bindings.See(key, default, BindingSource.Arp, 1, out _).ShouldBe(BindingNews.None);
        bindings.See(key with { Address = NetAddress.V4(0) }, First, BindingSource.Arp, 1, out _).ShouldBe(BindingNews.None);
        bindings.See(0, new ArpMessage(ArpOperation.ReverseReply, First, NetAddress.V4(1), Second, NetAddress.V4(2)), 1, out _).ShouldBe(BindingNews.None);
        bindings.Count.ShouldBe(0);
    }

    [Fact]
    public void Table_IsBounded_AndForgetsTheOldest() => Gen.Select(Gen.Int[1, 8], Gen.UInt[1, 12].Array[1, 60]).Sample((capacity, addresses) =>
    {
        var bindings = new AddressBindings(capacity);
        var seen = new List<uint>();
        foreach (var address in addresses)
        {
            var isKnown = seen.Remove(address);
            seen.Add(address);
            seen.RemoveRange(0, Math.Max(0, seen.Count - capacity));
            bindings.See(new BindingKey(0, NetAddress.V4(address)), First, BindingSource.Arp, 1, out _).ShouldBe(isKnown ? BindingNews.None : BindingNews.New);
            bindings.Count.ShouldBe(seen.Count);
            seen.TrueForAll(a => bindings.TryFind(new BindingKey(0, NetAddress.V4(a)), out _)).ShouldBeTrue();
        }
    });

    [Fact]
    public void Neighbours_AreRead()
    {
        var (source, target) = (new NetAddress(1, 1), new NetAddress(0x0102030405060708, 0x090A0B0C0D0E0F10));
        byte[] payload = [.. Enumerable.Range(1, 16).Select(i => (byte)i), 14, 1, 0, 0, 0, 0, 0, 0, 2, 1, 2, 0, 0, 0, 0, 2, 1, 1, 2, 0, 0, 0, 0, 1];
        NeighbourMessage.TryRead(135, source, payload, out var solicits).ShouldBeTrue();
        solicits.ShouldBe(new NeighbourMessage(source, First));
        NeighbourMessage.TryRead(136, source, payload, out var advertises).ShouldBeTrue();
        advertises.ShouldBe(new NeighbourMessage(target, Second));

        // Who asks whether an address is taken has none; other messages; options without a length.
        NeighbourMessage.TryRead(135, default, payload, out _).ShouldBeFalse();
        NeighbourMessage.TryRead(134, source, payload, out _).ShouldBeFalse();
        var packet = new Packet { Protocol = IpProtocol.IcmpV6, SrcPort = 136, TimeToLive = 255, Payload = payload };
        NeighbourMessage.TryRead(ref packet, out _).ShouldBeTrue();
        packet.TimeToLive = 64;
        NeighbourMessage.TryRead(ref packet, out _).ShouldBeFalse();
        payload[17] = 0;
        NeighbourMessage.TryRead(136, source, payload, out _).ShouldBeFalse();
    }

    [Fact]
    public void AnyBytes_AreRead_WithoutHarm() => Gen.Select(Gen.Byte.Array[0, 100], Gen.Bool).Sample((data, isSolicitation) =>
    {
        ArpMessage.TryRead(data, out _);
        NeighbourMessage.TryRead(isSolicitation ? (ushort)135 : (ushort)136, new NetAddress(1, 1), data, out _);
    });
}

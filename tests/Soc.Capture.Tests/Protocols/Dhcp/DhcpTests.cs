using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dhcp;
using Soc.Capture.Tests.Support;
using Xunit;
using static Soc.Capture.Tests.Protocols.Dhcp.DhcpBytes;

namespace Soc.Capture.Tests.Protocols.Dhcp;

public sealed class DhcpTests
{
    private readonly Records _sink = new();
    private readonly DatagramParser _parser = new DhcpDatagrams().Begin();

    private DhcpExchange Only => _sink.All.OfType<DhcpExchange>().ShouldHaveSingleItem();

    [Fact]
    public void Renewal_IsOneExchange()
    {
        var request = Message(false, 1, 3, Option(12, "pc-1\0"u8.ToArray()), Option(55, 1, 3, 6, 15), Option(60, "MSFT 5.0"u8.ToArray()), Option(61, 1, 2, 0, 0, 0, 0, 0xAA), Option(81, [0x04, 0, 0, 4, .. "PC-1"u8, 4, .. "corp"u8, 0]));
        _parser.Read(Side.Originator, request, 5, _sink);
        _sink.All.ShouldHaveSingleItem().ShouldBeOfType<DhcpClientWords>().ShouldSatisfyAllConditions(
            w => w.TransactionId.ShouldBe(1u), w => w.HostName.ShouldBe("pc-1"), w => w.ClientFqdn.ShouldBe("pc-1.corp"), w => w.VendorClass.ShouldBe("MSFT 5.0"), w => w.ParameterRequests.ShouldBe("1,3,6,15"));
        _parser.Read(Side.Originator, request, 6, _sink);
        _sink.All.ShouldHaveSingleItem("said again, it is nothing new");
        _parser.Read(Side.Responder, Message(true, 1, 5, Option(51, 0, 0, 14, 16), Option(54, 10, 0, 0, 1), Option(3, 10, 0, 0, 2, 10, 0, 0, 3), Option(6, 10, 0, 0, 4)), 9, _sink);
        Only.ShouldSatisfyAllConditions(
            e => e.AtNs.ShouldBe(5),
            e => e.IsAcknowledged.ShouldBeTrue(),
            e => e.Steps.ShouldBe([new DhcpStep(DhcpMessageType.Request, 5), new DhcpStep(DhcpMessageType.Request, 6), new DhcpStep(DhcpMessageType.Ack, 9)]),
            e => e.Mac.ToString().ShouldBe("02:00:00:00:00:aa"),
            e => e.HostName.ShouldBe("pc-1"),
            e => e.ParameterRequests.ShouldBe("1,3,6,15"),
            e => e.VendorClass.ShouldBe("MSFT 5.0"),
            e => e.ClientIdentifier.ShouldBe("010200000000aa"),
            e => e.ClientFqdn.ShouldBe("pc-1.corp"),
            e => e.AssignedAddress.ToString().ShouldBe("9.9.9.9"),
            e => e.ServerAddress.ToString().ShouldBe("10.0.0.1"),
            e => e.Router.ToString().ShouldBe("10.0.0.2"),
            e => e.NameServer.ToString().ShouldBe("10.0.0.4"),
            e => e.LeaseSeconds.ShouldBe(3600u));
    }

    /// <summary>A partial name has no end of its own; old clients send text; pointers are not allowed here.</summary>
    [Theory]
    [InlineData("040000" + "0470632d31", "pc-1")]
    [InlineData("000000" + "70632d31", "pc-1")]
    [InlineData("000000" + "70630a31", "pc\\x0a1")]
    [InlineData("040000" + "0470632d31c000", null)]
    [InlineData("0400", null)]
    public void Fqdn_IsReadInBothForms(string option, string? fqdn)
    {
        _parser.Read(Side.Originator, Message(false, 1, 7, Option(81, Convert.FromHexString(option))), 5, _sink);
        Only.ClientFqdn.ShouldBe(fqdn);
    }

    [Fact]
    public void OptionsGoOn_InFileAndServerName_ButNotRoundAndRound()
    {
        var message = Message(false, 1, 7, Option(52, 3));
        Option(12, "in-file"u8.ToArray()).CopyTo(message.AsSpan(108));
        Option(52, 3).CopyTo(message.AsSpan(120));
        Option(60, "in-sname"u8.ToArray()).CopyTo(message.AsSpan(44));
        _parser.Read(Side.Originator, message, 5, _sink);
        (Only.HostName, Only.VendorClass).ShouldBe(("in-file", "in-sname"));
    }

    [Fact]
    public void OpenExchanges_AreBounded_AndToldWhenNothingComes()
    {
        for (var i = 0u; i <= DhcpParser.MaxExchanges; i++)
        {
            _parser.Read(Side.Originator, Message(false, i, 1), 1, _sink);
        }

        Only.TransactionId.ShouldBe(0u);
        _parser.Read(Side.Originator, Message(false, 1, 1), DhcpParser.MaxWaitNs, _sink);
        _parser.Read(Side.Originator, Message(false, 1000, 1), DhcpParser.MaxWaitNs + 2, _sink);
        _sink.All.Count.ShouldBe(DhcpParser.MaxExchanges);
        for (var i = 0; i < 100; i++)
        {
            _parser.Read(Side.Originator, Message(false, 1, 1), DhcpParser.MaxWaitNs, _sink);
        }

        _parser.End(0, _sink);
        _sink.All.Cast<DhcpExchange>().Where(e => e.TransactionId == 1).ShouldHaveSingleItem().Steps.Length.ShouldBe(DhcpDraft.MaxSteps);
    }

    [Fact]
    public void OtherBytes_AreNotMine()
    {
        var bootp = Message(false, 1, 1)[..240];
        new DhcpDatagrams().Recognises(Side.Originator, bootp, 68, 67).ShouldBeFalse();
        new DhcpDatagrams().Recognises(Side.Originator, Message(false, 1, 1), 5, 5).ShouldBeTrue();
        _parser.Read(Side.Originator, bootp, 1, _sink).ShouldBe(ParserVerdict.NotMine);
        var other = Message(false, 1, 1);
        other[236] = 0;
        new DhcpDatagrams().Recognises(Side.Originator, other, 68, 67).ShouldBeFalse();
    }

    [Fact]
    public void Relayed6_IsReadToItsClient()
    {
        byte[] duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 0xAA];
        byte[] address = NetworkOf("2001:db8::7");
        byte[] solicit = [3, 0, 0, 9, .. Option6(1, duid), .. Option6(6, [0, 23, 0, 24]), .. Option6(39, [1, 4, .. "PC-1"u8]), .. Option6(16, [0, 0, 1, 55, 0, 8, .. "MSFT 5.0"u8]), .. Option6(3, [.. new byte[12], .. Option6(5, [.. address, .. new byte[8]])])];
        byte[] relayed = [12, 0, .. new byte[16], .. NetworkOf("fe80::1"), .. Option6(18, [1]), .. Option6(9, solicit)];
        new Dhcp6Datagrams().Recognises(Side.Originator, relayed, 547, 547).ShouldBeTrue();
        new Dhcp6Datagrams().Recognises(Side.Originator, relayed, 547, 53).ShouldBeFalse();
        new Dhcp6Datagrams().Begin().Read(Side.Originator, relayed, 4, _sink);
        _sink.All.ShouldHaveSingleItem().ShouldBeOfType<Dhcp6Message>().ShouldSatisfyAllConditions(
            m => m.Type.ShouldBe(Dhcp6MessageType.Request),
            m => m.TransactionId.ShouldBe(9),
            m => m.Relays.ShouldBe(1),
            m => m.PeerAddress.ToString().ShouldBe("fe80::1"),
            m => m.ClientDuid.ShouldBe("000300010200000000aa"),
            m => m.DuidMac.ToString().ShouldBe("02:00:00:00:00:aa"),
            m => m.ClientFqdn.ShouldBe("pc-1"),
            m => m.VendorClass.ShouldBe("MSFT 5.0"),
            m => m.RequestedOptions.ShouldBe("23,24"),
            m => m.Addresses.ShouldHaveSingleItem().ToString().ShouldBe("2001:db8::7"));
    }

    [Fact]
    public void AnyBytes_AreRead_WithoutHarm() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[0, 5], Gen.Int[0, 440], Gen.Int[1, 13]).Sample((options, flips, cut, type) =>
        {
            var message = Message((type & 1) == 0, 1, (byte)type, options);
            byte[] message6 = [(byte)type, 0, 0, 1, .. options];
            foreach (var (at, value) in flips)
            {
                message[at % message.Length] = value;
                message6[at % message6.Length] = value;
            }

            var sink = new Records();
            var (parser, parser6) = (new DhcpDatagrams().Begin(), new Dhcp6Datagrams().Begin());
            parser.Read(Side.Originator, message.AsSpan(0, Math.Min(cut, message.Length)), 1, sink);
            parser.Read(Side.Responder, message, 1, sink);
            parser6.Read(Side.Originator, message6, 1, sink);
            new Dhcp6Datagrams().Recognises(Side.Originator, message6, 546, 547);
            parser.End(1, sink);
            sink.All.OfType<DhcpExchange>().ShouldAllBe(e => e.HostName == null || (e.HostName.Length <= DhcpDraft.MaxTextChars && !e.HostName.Any(char.IsControl)));
        });

    private static byte[] Option6(ushort code, byte[] value) => [(byte)(code >> 8), (byte)code, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    private static byte[] NetworkOf(string address)
    {
        var bytes = new byte[16];
        var parsed = System.Net.IPAddress.Parse(address).GetAddressBytes();
        NetAddress.V6(parsed).WriteTo(bytes);
        return bytes;
    }
}

using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Ssh;
using Soc.Capture.Tests.Protocols.Tls;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Ssh;

/// <summary>Conversations written by hand, for what the captures do not have.</summary>
public sealed class SshParserTests
{
    private static readonly string[] ClientLists = ["curve25519-sha256,ecdh-sha2-nistp256,ext-info-c", "ssh-ed25519,ssh-rsa", "aes128-ctr,aes256-ctr", "aes256-ctr", "hmac-sha1,hmac-md5", "hmac-md5", "none", "zlib,none", "", ""];
    private static readonly string[] ServerLists = ["ext-info-c,ecdh-sha2-nistp256,curve25519-sha256", "ssh-rsa", "aes256-ctr,aes128-ctr", "aes256-ctr,aes128-ctr", "hmac-md5,hmac-sha1", "hmac-sha1", "zlib,none", "zlib", "en", ""];
    private static readonly (Side Side, byte[] Data)[] Talk =
    [
        (Side.Originator, Line("SSH-2.0-OpenSSH_9.6p1 Ubuntu-3")),
        (Side.Responder, [.. Line("Authorised use only."), .. Line("SSH-1.99-dropbear"), .. Packet(2, "to be ignored"u8.ToArray()), .. KexInit(ServerLists)]),
        (Side.Originator, [.. KexInit(ClientLists), .. Packet(30, new byte[32])]),
    ];

    [Fact]
    public void The_clients_first_that_the_server_has_is_chosen()
    {
        var ssh = Only(Talk);
        ssh.Version.ShouldBe(2);
        ssh.Client.ShouldNotBeNull();
        (ssh.Client.ProtocolVersion, ssh.Client.Software, ssh.Client.Comments).ShouldBe(("2.0", "OpenSSH_9.6p1", "Ubuntu-3"));
        ssh.Server.ShouldNotBeNull();
        (ssh.Server.Text, ssh.Server.ProtocolVersion, ssh.Server.Software, ssh.Server.Comments).ShouldBe(("SSH-1.99-dropbear", "1.99", "dropbear", ""));
        ssh.KeyExchange.ShouldBe("curve25519-sha256");
        ssh.HostKey.ShouldBe("ssh-rsa");
        (ssh.CipherToServer, ssh.CipherToClient).ShouldBe(("aes128-ctr", "aes256-ctr"));
        (ssh.MacToServer, ssh.MacToClient).ShouldBe(("hmac-sha1", null));
        (ssh.CompressionToServer, ssh.CompressionToClient).ShouldBe(("none", "zlib"));
        ssh.ClientOffer.ShouldNotBeNull().KeyExchanges.ShouldBe(["curve25519-sha256", "ecdh-sha2-nistp256", "ext-info-c"]);
        ssh.ClientOffer.IsCut.ShouldBeFalse();
    }

    [Fact]
    public void A_signal_is_never_chosen()
    {
        var lists = ClientLists.ToArray();
        lists[0] = "ext-info-c,kex-strict-c-v00@openssh.com,diffie-hellman-group1-sha1";
        Only(Talk[0], Talk[1], (Side.Originator, KexInit(lists))).KeyExchange.ShouldBeNull();
    }

    [Theory]
    [InlineData("2.0", "2.0", 2)]
    [InlineData("2.0", "1.99", 2)]
    [InlineData("1.99", "1.99", 2)]
    [InlineData("1.5", "1.99", 1)]
    [InlineData("1.99", "1.3", 1)]
    [InlineData("2.0", "1.5", null)]
    [InlineData("3.0", "2.0", null)]
    public void The_version_is_one_that_both_speak(string client, string server, int? version) =>
        Only((Side.Originator, Line($"SSH-{client}-c")), (Side.Responder, Line($"SSH-{server}-s"))).Version.ShouldBe(version);

    [Fact]
    public void Lines_that_break_logs_are_escaped() =>
        Only((Side.Originator, Line("SSH-2.0-a\x1b[2J\tb \u00ff"))).Client.ShouldNotBeNull().Text.ShouldBe(@"SSH-2.0-a\x1b[2J\x09b \xff");

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void A_line_has_at_most_255_bytes(int bytesBeforeItsEnd, bool isRead)
    {
        var told = Feeding.Feed(new SshParser(), [(Side.Originator, Encoding.ASCII.GetBytes("SSH-2.0-".PadRight(bytesBeforeItsEnd, 'x') + "\n"))]);
        told.Count.ShouldBe(isRead ? 1 : 0);
    }

    [Fact]
    public void Absurd_lists_are_cut_and_told()
    {
        var lists = ClientLists.ToArray();
        lists[0] = string.Join(',', Enumerable.Range(0, 1_000));
        lists[1] = new string('x', 65) + ",ssh-rsa,," + "a b";
        var ssh = Only(Talk[0], Talk[1], (Side.Originator, KexInit(lists)));
        ssh.ClientOffer.ShouldNotBeNull().IsCut.ShouldBeTrue();
        ssh.ClientOffer.KeyExchanges.Count.ShouldBe(128);
        ssh.ClientOffer.HostKeys.ShouldBe(["ssh-rsa"]);
    }

    /// <summary>What is wrong ends the reading; what was read before is told.</summary>
    [Theory]
    [InlineData("FFFFFFFF00000000")]
    [InlineData("0000000105")]
    [InlineData("0000000200")]
    [InlineData("0000000A14000000000000000000")]
    [InlineData("0000000C0A1E0000000000000000000000")]
    [InlineData("0000000CFF140000000000000000000000")]
    public void Broken_packets_end_it(string hex)
    {
        byte[] packet = [.. Convert.FromHexString(hex), .. new byte[16]];
        var sink = new Support.Records();
        byte[] data = [.. Line("SSH-2.0-x"), .. packet];
        new SshParser().Read(Side.Originator, data, 1, sink).Verdict.ShouldBe(ParserVerdict.Done);
        sink.All.ShouldHaveSingleItem().ShouldBeOfType<SshConnection>().ClientOffer.ShouldBeNull();
    }

    /// <summary>A list that says it is longer than the message, by little, by much, and by more than any number has.</summary>
    [Theory]
    [InlineData(0x00000040)]
    [InlineData(0x00FFFFFF)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(-1)]
    public void A_list_that_lies_about_its_length_ends_it(int length)
    {
        var sink = new Support.Records();
        byte[] offer = [.. new byte[16], .. Number(length), .. "curve25519-sha256"u8, .. new byte[40]];
        new SshParser().Read(Side.Originator, [.. Line("SSH-2.0-x"), .. Packet(20, offer)], 1, sink).Verdict.ShouldBe(ParserVerdict.Done);
        sink.All.ShouldHaveSingleItem().ShouldBeOfType<SshConnection>().ClientOffer.ShouldBeNull();
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public void Lines_before_the_first_are_bounded(int bytes, bool isRead)
    {
        var told = Feeding.Feed(new SshParser(), [(Side.Originator, Line("SSH-2.0-x")), (Side.Responder, [.. new byte[bytes - 1], 10, .. Line("SSH-2.0-y")])]);
        (told.ShouldHaveSingleItem().ShouldBeOfType<SshConnection>().Server is not null).ShouldBe(isRead);
    }

    [Fact]
    public void One_side_alone_is_told_in_the_end_and_not_read_for_ever()
    {
        var parser = new SshParser();
        var sink = new Support.Records();
        parser.Read(Side.Originator, [.. Line("SSH-2.0-x"), .. KexInit(ClientLists)], 1, sink).Verdict.ShouldBe(ParserVerdict.More);
        for (var i = 0; i < 100 && sink.All.Count == 0; i++)
        {
            parser.Read(Side.Originator, new byte[8_192], 1, sink);
        }

        sink.All.ShouldHaveSingleItem().ShouldBeOfType<SshConnection>().ClientOffer.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("SSH-2.0-x", Recognition.Yes)]
    [InlineData("SS", Recognition.Unsure)]
    [InlineData("SSL-", Recognition.No)]
    [InlineData("GET / HTTP/1.1", Recognition.No)]
    public void Recognition_is_by_content(string text, Recognition expected) => new SshProtocol().Recognise(Side.Responder, Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    [Fact]
    public void Damaged_talk_is_read_the_same_however_it_is_cut() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2_000], Gen.Byte).Array[0, 5], Gen.Int[1, 200].Array[1, 20]).Sample(
            (changes, lengths) =>
            {
                var damaged = Feeding.Damage(Talk, changes);
                Told(Feeding.Cut(damaged, lengths)).ShouldBe(Told(damaged));
            },
            iter: 5_000,
            threads: 1);

    [Fact]
    public void Any_bytes_are_survived() =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 300]).Array[1, 8].Sample(
            pieces => Told([.. Talk[..1], .. pieces.Select(p => (p.Item1 ? Side.Originator : Side.Responder, p.Item2))]).Count.ShouldBe(1),
            iter: 3_000,
            threads: 1);

    private static byte[] Line(string text) => [.. Encoding.Latin1.GetBytes(text), 13, 10];

    private static byte[] Packet(byte type, byte[] body)
    {
        const int padding = 4;
        return [.. Number(2 + body.Length + padding), padding, type, .. body, .. new byte[padding]];
    }

    private static byte[] KexInit(string[] lists) => Packet(20, [.. new byte[16], .. lists.SelectMany(l => (byte[])[.. Number(l.Length), .. Encoding.ASCII.GetBytes(l)]), 0, 0, 0, 0, 0]);

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static List<string> Told(IEnumerable<(Side Side, byte[] Data)> pieces) =>
    [
        .. Feeding.Feed(new SshParser(), pieces).Cast<SshConnection>().Select(s => $"{s} {Text(s.ClientOffer)} {Text(s.ServerOffer)}"),
    ];

    private static string Text(SshOffer? offer) => offer is null ? "" : string.Join(' ', offer.KeyExchanges.Concat(offer.HostKeys).Concat(offer.CiphersToServer).Concat(offer.CompressionsToClient));

    private static SshConnection Only(params (Side Side, byte[] Data)[] pieces) => Feeding.Feed(new SshParser(), pieces).ShouldHaveSingleItem().ShouldBeOfType<SshConnection>();
}

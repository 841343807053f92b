using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Quic;
using Soc.Capture.Protocols.Tls;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Quic;

public sealed class QuicCorpusTests
{
    /// <summary>Not read here: Zeek's history of packets. Zeek has one protocol of the client, the first that it offers.</summary>
    [Fact]
    public void Connection_is_as_in_quic_log_and_ssl_log()
    {
        const string expected = "zeek/expected/scripts.base.protocols.quic.firefox";
        var row = ZeekLog.Read($"{expected}/quic.log").ShouldHaveSingleItem();
        var ssl = ZeekLog.Read($"{expected}/ssl.log").ShouldHaveSingleItem();
        var flow = Conversation.Read(Corpus.PathOf("zeek/quic/firefox-102.13.0esr-blog-cloudflare-com.pcap")).ShouldHaveSingleItem();
        new QuicProtocol().Recognises(flow.Pieces[0].Side, flow.Pieces[0].Data, flow.OriginatorPort, flow.ResponderPort).ShouldBeTrue();
        var quic = flow.Through(new QuicProtocol().Begin()).ShouldHaveSingleItem().ShouldBeOfType<QuicConnection>();
        quic.VersionName.ShouldBe(row["version"]);
        quic.ClientInitialDestinationId.ShouldBe(row["client_initial_dcid"]);
        quic.ClientId.ShouldBe(row["client_scid"]);
        quic.ServerId.ShouldBe(row["server_scid"]);
        quic.ServerName.ShouldBe(row["server_name"]);
        quic.AlpnOffered[0].ShouldBe(row["client_protocol"]);
        quic.ServerName.ShouldBe(ssl["server_name"]);
        TlsVersions.NameOf(quic.TlsVersion.ShouldNotBeNull()).ShouldBe(ssl["version"]);
        quic.CipherName.ShouldBe(ssl["cipher"]);
        quic.GroupName.ShouldBe(ssl["curve"]);
        (quic.IsResumed ? "T" : "F").ShouldBe(ssl["resumed"]);
        quic.Ja4.ShouldNotBeNull().ShouldStartWith("q13d03");
        (quic.CloseCode, quic.IsAddressProved, quic.IsVersionNegotiated, quic.AtNs).ShouldBe((null, false, false, flow.Pieces[0].AtNs));
    }
}

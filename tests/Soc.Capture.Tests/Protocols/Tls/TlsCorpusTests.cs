using System.Globalization;
using System.Text.Json;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Tls;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Tls;

/// <summary>What others read in captures of others.</summary>
public sealed class TlsCorpusTests
{
    [Theory]
    [InlineData("zeek/tls/tls1.2.pcap", "scripts.base.protocols.ssl.tls-1.2")]
    [InlineData("zeek/tls/ecdhe.pcap", "scripts.base.protocols.ssl.ecdhe")]
    [InlineData("zeek/tls/tls13_wolfssl.pcap", "scripts.base.protocols.ssl.tls13_encrypted_handshake_events")]
    public void Handshake_IsAsInSslLog(string capture, string expected)
    {
        var row = ZeekLog.Read($"zeek/expected/{expected}/ssl.log").ShouldHaveSingleItem();
        var tls = Handshakes(capture).ShouldHaveSingleItem().Tls;
        tls.VersionName.ShouldBe(row["version"]);
        tls.CipherName.ShouldBe(row["cipher"]);
        (tls.GroupName ?? "").ShouldBe(row["curve"]);
        (tls.ServerName ?? "").ShouldBe(row["server_name"]);
        (tls.AlpnChosen ?? "").ShouldBe(row["next_protocol"]);
        (tls.AlertName ?? "").ShouldBe(row["last_alert"]);
        (tls.IsResumed ? "T" : "F").ShouldBe(row["resumed"]);
        (tls.IsEstablished ? "T" : "F").ShouldBe(row["established"]);
        string.Join(',', tls.ServerCertificates.Select(c => c.Sha256)).ShouldBe(row["cert_chain_fps"]);
        string.Join(',', tls.ClientCertificates.Select(c => c.Sha256)).ShouldBe(row["client_cert_chain_fps"]);
    }

    [Theory]
    [InlineData("zeek/tls/tls1.2.pcap", "scripts.base.protocols.ssl.tls-1.2")]
    [InlineData("zeek/tls/ecdhe.pcap", "scripts.base.protocols.ssl.ecdhe")]
    public void Certificates_AreAsInX509Log(string capture, string expected)
    {
        var rows = ZeekLog.Read($"zeek/expected/{expected}/x509.log");
        var certificates = Handshakes(capture).ShouldHaveSingleItem().Tls.ServerCertificates;
        certificates.Count.ShouldBe(rows.Count);
        foreach (var (certificate, row) in certificates.Zip(rows))
        {
            certificate.IsReadable.ShouldBeTrue();
            certificate.Sha256.ShouldBe(row["fingerprint"]);
            certificate.Serial.ShouldBe(row["certificate.serial"]);
            certificate.Subject.ShouldBe(row["certificate.subject"]);
            certificate.Issuer.ShouldBe(row["certificate.issuer"]);
            Seconds(certificate.NotBefore).ShouldBe(row["certificate.not_valid_before"]);
            Seconds(certificate.NotAfter).ShouldBe(row["certificate.not_valid_after"]);
            string.Join(',', certificate.DnsNames).ShouldBe(row["san.dns"]);
            certificate.IsSelfSigned.ShouldBe(row["certificate.subject"] == row["certificate.issuer"]);
        }
    }

    /// <summary>The reference's JA4 of every client hello, that after a HelloRetryRequest included, and the name asked for.</summary>
    [Fact]
    public void Ja4_IsAsTheReferenceSays()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Corpus.PathOf("ja4/tls-handshake.expected.json")));
        var expected = json.RootElement.EnumerateArray()
            .ToDictionary(e => e.GetProperty("srcport").GetString()!, e => (e.GetProperty("domain").GetString(), e.GetProperty("JA4.1").GetString(), e.TryGetProperty("JA4.2", out var second) ? second.GetString() : null), StringComparer.Ordinal);
        var read = Handshakes("ja4/tls-handshake.pcapng")
            .Where(h => h.Tls.Ja4 is not null)
            .ToDictionary(h => h.Port.ToString(CultureInfo.InvariantCulture), h => (h.Tls.ServerName, h.Tls.Ja4, h.Tls.Ja4OfSecondHello), StringComparer.Ordinal);
        read.Count.ShouldBe(expected.Count);
        foreach (var (port, hello) in expected)
        {
            read[port].ShouldBe(hello);
        }
    }

    private static string Seconds(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeSeconds()}.000000");

    private static List<(ushort Port, TlsHandshake Tls)> Handshakes(string capture) =>
    [
        .. Conversation.Read(Corpus.PathOf(capture))
            .Where(f => f.Pieces.Count > 0 && new TlsProtocol().Recognise(f.Pieces[0].Side, f.Pieces[0].Data) == Recognition.Yes)
            .SelectMany(f => f.Through(new TlsProtocol().Begin()).Cast<TlsHandshake>().Select(t => (f.OriginatorPort, t))),
    ];
}

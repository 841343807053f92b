using CsCheck;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Tls;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Tls;

/// <summary>Whatever the bytes and wherever they are cut.</summary>
public sealed class TlsHostileTests
{
    private static readonly Gen<int[]> Lengths = Gen.Int[1, 700].Array[1, 20];

    /// <summary>Bytes that mean something as a type or a length.</summary>
    private static readonly Gen<byte> Telling = Gen.Int[0, 8].Select(i => new byte[] { 0, 1, 2, 3, 11, 20, 22, 23, 255 }[i]);

    [Theory]
    [InlineData("zeek/tls/tls1.2.pcap")]
    [InlineData("zeek/tls/ecdhe.pcap")]
    [InlineData("zeek/tls/tls13_wolfssl.pcap")]
    public void DamagedHandshakes_AreReadTheSameHoweverTheyAreCut(string capture)
    {
        var flow = Conversation.Read(Corpus.PathOf(capture))[0];
        var pieces = flow.Pieces.Select(p => (p.Side, p.Data)).ToList();
        Gen.Select(Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[0, 6], Lengths).Sample(
            (changes, lengths) =>
            {
                var damaged = Feeding.Damage(pieces, changes);
                var whole = Told(damaged);
                Told(Feeding.Cut(damaged, lengths)).ShouldBe(whole);
            },
            iter: 1500,
            threads: 1);
    }

    [Fact]
    public void AnyBytes_AreSurvived() =>
        Gen.Select(Gen.Bool, Gen.OneOf(Gen.Byte.Array[0, 300], Telling.Array[0, 300])).Array[1, 8].Sample(
            pieces => Told([.. pieces.Select(p => (p.Item1 ? Side.Originator : Side.Responder, (byte[])[22, 3, 1, 0, 200, .. p.Item2]))]).Count.ShouldBeLessThan(2),
            iter: 3000,
            threads: 1);

    [Fact]
    public void AnyCertificate_IsSurvived()
    {
        var der = Convert.FromHexString(
            "3081A03081" + "8D02010130" + "00300C310A3008060355040313016130" + "1E170D3234303130313030303030305A170D3334303130313030303030305A300C310A30080603550403130161300030");
        Gen.Select(Gen.Int[0, der.Length - 1], Gen.Byte).Array[0, 4].Sample(
            changes => CertificateReader.Read(Feeding.Damage([(Side.Originator, der)], changes)[0].Data).Sha256.Length.ShouldBe(64), iter: 3000, threads: 1);
    }

    private static List<string> Told(List<(Side Side, byte[] Data)> pieces) =>
    [
        .. Feeding.Feed(new TlsProtocol().Begin(), pieces).Cast<TlsHandshake>()
            .Select(t => $"{t} {string.Join(',', t.ServerCertificates)} {string.Join(',', t.OfferedVersions)} {string.Join(',', t.AlpnOffered)}"),
    ];
}

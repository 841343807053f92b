using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Quic;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Quic;

/// <summary>The client's hello of RFC 9001 appendix A.2, and its JA4 by an independent computation.</summary>
public sealed class QuicJa4Tests
{
    private const string Hello =
        "010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578616d706c652e636f6dff01000100000a0008000600"
        + "1d0017001800100007000504616c706e000500050100000000003300260024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e04"
        + "03050306030203080408050806002d00020101001c00024001003900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff";

    /// <summary>
    /// q (QUIC), 13 (the newest supported version), d (it names a host), 02 ciphers, 11 extensions, "an" of the first protocol "alpn"; then the first twelve digits of
    /// SHA-256 of "1301,1302" and of "0005,000a,000d,001c,002b,002d,0033,0039,ff01_0403,0503,0603,0203,0804,0805,0806", by Python's hashlib.
    /// </summary>
    private const string Ja4 = "q13d0211an_62ed6f6ca7ad_4d634acda6c0";

    [Theory]
    [InlineData(1u)]
    [InlineData(0x6B3343CFu)]
    [InlineData(0xFF00001Du)]
    public void It_is_that_of_the_specification(uint number)
    {
        var version = QuicVersion.Of(number).ShouldNotBeNull();
        var sink = new Support.Records();
        var parser = new QuicParser();
        parser.Read(Side.Originator, QuicBytes.OfClient(version, QuicBytes.Crypto(0, Convert.FromHexString(Hello)), number: 2), 1, sink);
        parser.End(2, sink);
        var quic = sink.All.ShouldHaveSingleItem().ShouldBeOfType<QuicConnection>();
        (quic.Ja4, quic.ServerName).ShouldBe((Ja4, "example.com"));
        quic.AlpnOffered.ShouldBe(["alpn"]);
    }
}

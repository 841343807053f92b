using Shouldly;
using Soc.Capture.Protocols.Quic;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Quic;

/// <summary>The samples of the RFCs.</summary>
public sealed class QuicKeysTests
{
    /// <summary>RFC 9001 appendix A.1 and RFC 9369 appendix A.1; the draft's are of an independent derivation with Python's hmac.</summary>
    [Theory]
    [InlineData(1u, true, "1f369613dd76d5467730efcbe3b1a22d", "fa044b2f42a3fd3b46fb255c", "9f50449e04a0e810283a1e9933adedd2")]
    [InlineData(1u, false, "cf3a5331653c364c88f0f379b6067e37", "0ac1493ca1905853b0bba03e", "c206b8d9b9f0f37644430b490eeaa314")]
    [InlineData(0x6B3343CFu, true, "8b1a0bc121284290a29e0971b5cd045d", "91f73e2351d8fa91660e909f", "45b95e15235d6f45a6b19cbcb0294ba9")]
    [InlineData(0x6B3343CFu, false, "82db637861d55e1d011f19ea71d5d2a7", "dd13c276499c0249d3310652", "edf6d05c83121201b436e16877593c3a")]
    [InlineData(0xFF00001Du, true, "175257a31eb09dea9366d8bb79ad80ba", "6b26114b9cba2b63a9e8dd4f", "9ddd12c994c0698b89374a9c077a3077")]
    [InlineData(0xFF00001Du, false, "149d0b1662ab871fbe63c49b5e655a5d", "bab2b12a4c76016ace47856d", "c0c499a65a60024a18a250974ea01dfa")]
    public void Keys_follow_from_the_id(uint number, bool isClient, string key, string nonce, string headerKey)
    {
        var version = QuicVersion.Of(number).ShouldNotBeNull();
        var keys = isClient ? QuicKeys.OfClient(version, QuicBytes.Id) : QuicKeys.OfServer(version, QuicBytes.Id);
        Convert.ToHexStringLower(keys.Key).ShouldBe(key);
        Convert.ToHexStringLower(keys.Nonce).ShouldBe(nonce);
        Convert.ToHexStringLower(keys.HeaderKey).ShouldBe(headerKey);
    }

    /// <summary>RFC 9001 appendix A.3: an acknowledgement and the server's hello, packet number 1.</summary>
    [Fact]
    public void The_servers_sample_opens()
    {
        var packet = Convert.FromHexString(
            "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee");
        QuicHeader.TryRead(packet, out var header).ShouldBeTrue();
        header.End.ShouldBe(packet.Length);
        var frames = new byte[packet.Length];
        var length = QuicKeys.OfServer(QuicVersion.One, QuicBytes.Id).Open(packet, header.NumberAt, -1, frames, out var number);
        number.ShouldBe(1);
        Convert.ToHexStringLower(frames.AsSpan(0, length)).ShouldStartWith("02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf73988cfc79825df566dc5430b9a045a12001301");
    }

    /// <summary>The first is the sample of RFC 9000 appendix A.3.</summary>
    [Theory]
    [InlineData(0x9B32, 16, 0xA82F30EAL, 0xA82F9B32L)]
    [InlineData(0x05, 8, -1L, 0x05L)]
    [InlineData(0x00, 8, 0xFFL, 0x100L)]
    [InlineData(0xFF, 8, 0x100L, 0xFFL)]
    [InlineData(0xFF, 8, -1L, 0xFFL)]
    public void Numbers_are_made_whole(long truncated, int bits, long largest, long whole) => QuicKeys.Full(truncated, bits, largest).ShouldBe(whole);
}

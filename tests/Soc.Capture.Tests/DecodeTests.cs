using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Link;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests;

public sealed class DecodeTests
{
    /// <summary>Captures of others with tags, labels and tunnels, in which every packet is one that can be read.</summary>
    [Theory]
    [InlineData("zeek/wikipedia.pcap")]
    [InlineData("zeek/q-in-q.pcap")]
    [InlineData("zeek/mixed-vlan-mpls.pcap")]
    [InlineData("zeek/tunnels/gre-sample.pcap")]
    [InlineData("zeek/smb/smb2.pcap")]
    [InlineData("zeek/dce-rpc/dce_rpc_ntlm.pcapng")]
    [InlineData("ja4/tls-handshake.pcapng")]
    public void EveryPacket_IsUnderstood(string file)
    {
        var outcomes = new Dictionary<DecodeOutcome, int>();
        using var capture = CaptureFile.Open(Corpus.PathOf(file));
        while (capture.TryRead(out var frame))
        {
            var packet = default(Packet);
            var outcome = PacketDecoder.Decode(frame, ref packet);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        capture.IsDamaged.ShouldBeFalse();
        outcomes.GetValueOrDefault(DecodeOutcome.Ip).ShouldBeGreaterThan(0);
        outcomes.Keys.ShouldBeSubsetOf([DecodeOutcome.Ip, DecodeOutcome.Arp, DecodeOutcome.Other]);
    }
}

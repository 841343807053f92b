using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests;

/// <summary>Whatever the bytes are: no exception, and nothing that grows without end.</summary>
public sealed class HostileFrameTests
{
    private const int MaxFrameBytes = 300;
    private static readonly LinkType[] Links = Enum.GetValues<LinkType>();

    [Fact]
    public void Any_bytes_on_any_link_are_decoded_to_something()
    {
        var table = new FlowTable(new FlowOptions { MaxFlows = 1024 }, new Nobody(), seed: 3);
        Gen.Select(Gen.Byte.Array[0, MaxFrameBytes], Gen.Int[0, Links.Length - 1], Gen.Long).Sample(
            (bytes, link, atNs) => Feed(table, bytes, Links[link], atNs & long.MaxValue),
            iter: 50_000,
            threads: 1);
        table.Count.ShouldBeLessThanOrEqualTo(1024);
    }

    /// <summary>Frames of real captures with some bytes changed, or cut: they get further in than chance would.</summary>
    [Theory]
    [InlineData("zeek/wikipedia.pcap")]
    [InlineData("zeek/q-in-q.pcap")]
    [InlineData("zeek/mixed-vlan-mpls.pcap")]
    [InlineData("zeek/tunnels/gre-sample.pcap")]
    [InlineData("zeek/dhcp/dhcp.pcap")]
    public void Changed_and_cut_frames_are_decoded_to_something(string file)
    {
        var frames = new List<byte[]>();
        using (var capture = CaptureFile.Open(Corpus.PathOf(file)))
        {
            while (capture.TryRead(out var frame) && frames.Count < 500)
            {
                frames.Add(frame.Data.ToArray());
            }
        }

        var table = new FlowTable(new FlowOptions { MaxFlows = 1024 }, new Nobody(), seed: 3);
        Gen.Select(Gen.Int[0, frames.Count - 1], Gen.Select(Gen.Int[0, 99], Gen.Byte).Array[0, 4], Gen.Int[0, 1_600]).Sample(
            (index, changes, length) =>
            {
                var bytes = frames[index][..Math.Min(length, frames[index].Length)];
                foreach (var (at, value) in changes)
                {
                    if (at < bytes.Length)
                    {
                        bytes[at] = value;
                    }
                }

                Feed(table, bytes, LinkType.Ethernet, 1);
            },
            iter: 20_000,
            threads: 1);
    }

    [Fact]
    public void Any_file_is_read_to_an_end_or_refused()
    {
        using var folder = new Folder();
        Gen.Select(Gen.Int[0, 2], Gen.Byte.Array[0, 400]).Sample(
            (kind, rest) =>
            {
                byte[] mark = kind switch { 0 => [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0], 1 => [0x0A, 0x0D, 0x0D, 0x0A, 0x1C, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A], _ => [] };
                File.WriteAllBytes(folder.File, [.. mark, .. rest]);
                try
                {
                    using var file = CaptureFile.Open(folder.File);
                    var frames = 0;
                    while (file.TryRead(out _))
                    {
                        frames++;
                    }

                    frames.ShouldBeLessThanOrEqualTo(rest.Length);
                }
                catch (CaptureFormatException)
                {
                    // It says so.
                }
            },
            iter: 2_000,
            threads: 1);
    }

    private static void Feed(FlowTable table, ReadOnlySpan<byte> bytes, LinkType link, long atNs)
    {
        var packet = default(Packet);
        if (PacketDecoder.Decode(new RawFrame(bytes, atNs, bytes.Length, link), ref packet) == DecodeOutcome.Ip)
        {
            packet.Payload.Length.ShouldBeLessThanOrEqualTo(bytes.Length);
            packet.PayloadBytes.ShouldBeGreaterThanOrEqualTo(0);
            table.Take(ref packet, out _);
        }
    }

    private sealed class Nobody : IFlowSink
    {
        public void Take(Flow flow, FlowEnd why)
        {
            // Nobody wants to know.
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("soc-capture-").FullName;

        public string File => Path.Combine(_path, "any.pcap");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

using System.Text.Json;
using CsCheck;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dns;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Protocols.Dns;

public sealed class DnsStreamTests
{
    private static readonly byte[] Answer = DnsBytes.Response(7, "www.example.org", 1, [10, 0, 0, 1]);
    private static readonly Gen<(Side Side, byte[] Data)> SoundPiece = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 2], (id, kind) => kind switch
        {
            0 => (Side.Originator, Framed(DnsBytes.Query((ushort)id, "www.example.org"))),
            1 => (Side.Responder, Framed(DnsBytes.Response((ushort)id, "www.example.org", 1, [10, 0, 0, (byte)id]))),
            _ => (Side.Responder, Framed(DnsBytes.Response((ushort)id, "a.b", 16, [1, 10]))),
        });

    [Fact]
    public void Stream_IsReadMessageByMessage()
    {
        var sink = new Records();
        var parser = new DnsStreams().Begin();
        byte[] two = [.. Framed(DnsBytes.Query(7, "www.example.org")), .. Framed(DnsBytes.Query(8, "b.example.org")), 0];
        parser.Read(Side.Originator, two, 1, sink).ShouldBe(new StreamStep(two.Length - 1, ParserVerdict.More));
        parser.Read(Side.Responder, Framed(Answer), 5, sink);
        sink.All.ShouldHaveSingleItem().ShouldBeOfType<DnsTransaction>().RoundTripNs.ShouldBe(4);
        parser.Gap(Side.Responder, 10, 6, sink).ShouldBe(ParserVerdict.Done);
        sink.All.Count.ShouldBe(2);
    }

    /// <summary>A zone goes over in thousands of messages; one record says that it went.</summary>
    [Fact]
    public void ZoneTransfer_IsOneTransaction()
    {
        var sink = new Records();
        var parser = new DnsStreams().Begin();
        parser.Read(Side.Originator, Framed(DnsBytes.Query(7, "example.org", 252)), 1, sink);
        for (var i = 0; i < 100; i++)
        {
            parser.Read(Side.Responder, Framed(DnsBytes.Response(7, "example.org", 252)), 5, sink);
        }

        sink.All.ShouldHaveSingleItem().ShouldBeOfType<DnsTransaction>().TypeName.ShouldBe("AXFR");
    }

    [Fact]
    public void Recognition_WaitsForTheQuestion()
    {
        var stream = Framed(DnsBytes.Query(7, "www.example.org"));
        for (var length = 0; length < stream.Length; length++)
        {
            new DnsStreams().Recognise(Side.Originator, stream.AsSpan(0, length)).ShouldBe(Recognition.Unsure);
        }

        new DnsStreams().Recognise(Side.Originator, stream).ShouldBe(Recognition.Yes);
        new DnsStreams().Recognise(Side.Originator, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8).ShouldBe(Recognition.No);
        new DnsStreams().Recognise(Side.Originator, "SSH-2.0-OpenSSH_9.6\r\n"u8).ShouldBe(Recognition.No);
        new DnsStreams().Recognise(Side.Originator, Convert.FromHexString("16030100c8010000c40303000000000000000000")).ShouldBe(Recognition.No);
    }

    [Fact]
    public void SplitAnywhere_TheResultIsTheSame() => Gen.Select(SoundPiece.Array[1, 8], Gen.Int[1, 40]).Sample((pieces, size) =>
    {
        var (whole, split) = (new Records(), new Records());
        Feed(pieces, int.MaxValue, whole);
        Feed(pieces, size, split);
        Text(split).ShouldBe(Text(whole));
        whole.All.ShouldNotBeEmpty();
    });

    [Fact]
    public void AnyBytes_AreRead_WithoutHarm() => Gen.Select(SoundPiece.Array[1, 6], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 80], Gen.Byte).Array[0, 6], Gen.Int[0, 3]).Sample((pieces, flips, variant) =>
    {
        foreach (var (piece, at, value) in flips)
        {
            var data = pieces[piece % pieces.Length].Data;
            data[at % data.Length] = value;
        }

        Feed(pieces, 7, new Records());
        var sink = new Records();
        var parser = new DnsDatagramParser((DnsVariant)variant);
        foreach (var (side, data) in pieces)
        {
            for (var cut = 2; cut <= data.Length; cut += 5)
            {
                DnsDatagrams.Dns.Recognises(side, data.AsSpan(2..cut), 1, 53);
                parser.Read(side, data.AsSpan(2..cut), 1, sink);
            }
        }

        parser.End(1, sink);
        sink.All.Cast<DnsTransaction>().ShouldAllBe(t => t.Name.Length <= 1024 && t.Answers.Length <= DnsRecords.MaxAnswers && !t.Name.Any(char.IsControl));
    });

    [Fact]
    public void Noise_IsRead_WithoutHarm() => Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 3]).Sample((data, variant) =>
    {
        var message = data.ToArray();
        if (message.Length > 11)
        {
            // So that more than the header is read.
            (message[2], message[4], message[5], message[6]) = ((byte)(message[2] & 0x80), 0, 1, 0);
        }

        new DnsDatagramParser((DnsVariant)variant).Read(Side.Originator, message, 1, new Records());
        new DnsStreams().Recognise(Side.Originator, data);
        new DnsStreams().Begin().Read(Side.Originator, data.Length == 0 ? [0] : data, 1, new Records());
    });

    private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static void Feed((Side Side, byte[] Data)[] pieces, int size, Records sink)
    {
        var parser = new DnsStreams().Begin();
        var pending = new byte[2][] { [], [] };
        foreach (var (side, data) in pieces)
        {
            foreach (var chunk in data.Chunk(size))
            {
                pending[(int)side] = [.. pending[(int)side], .. chunk];
                var step = parser.Read(side, pending[(int)side], 1, sink);
                if (step.Verdict != ParserVerdict.More)
                {
                    return;
                }

                step.Consumed.ShouldBeInRange(0, pending[(int)side].Length);
                pending[(int)side] = pending[(int)side][step.Consumed..];
            }
        }

        parser.End(1, sink);
    }

    private static string Text(Records records) => JsonSerializer.Serialize(records.All.Cast<DnsTransaction>());
}

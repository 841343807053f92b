using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;
using Shouldly;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Syslog;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Syslog;

public sealed class SyslogFramerTests
{
    private const int MaxFrameBytes = 64;
    private const int MaxSkippedBytes = 1_000;

    [Fact]
    public void Both_framings_mix_in_one_stream() =>
        Cut("<1>one\n8 <2>two\n3<3>three\r\n7 <4>four<5>five\0<6>six\0\n<7>seven").Messages
            .ShouldBe(["<1>one", "<2>two\n3", "<3>three", "<4>four", "<5>five", "<6>six", "<7>seven"]);

    [Theory]
    [InlineData("no priority at all\n", "no priority at all")]
    [InlineData("2026-03-02 09:00:00 a date is no length\n", "2026-03-02 09:00:00 a date is no length")]
    [InlineData("1,2026/03/02 09:00:00,0123,TRAFFIC\n", "1,2026/03/02 09:00:00,0123,TRAFFIC")]
    [InlineData("0 is no length\n", "0 is no length")]
    [InlineData("12345678901 too many digits\n", "12345678901 too many digits")]
    [InlineData("6 <1>é\n", "<1>é")]
    public void A_frame_is_told_by_how_it_begins(string stream, string message) => Cut(stream).Messages.ShouldBe([message]);

    [Fact]
    public void A_hostile_length_is_a_fault()
    {
        var (messages, _, fault) = Cut("<1>one\n999999999 <2>two\n");
        messages.ShouldBe(["<1>one"]);
        fault.ShouldBe(IngestReasons.FrameLength);
    }

    [Fact]
    public void Oversized_frames_are_cut_and_the_next_one_is_found()
    {
        var (messages, defects, fault) = Cut($"100 <1>{new string('a', 97)}<2>two\n<3>{new string('b', 200)}\n<4>four\n");
        messages.ShouldBe(["<1>" + new string('a', 61), "<2>two", "<3>" + new string('b', 61), "<4>four"]);
        defects.ShouldBe([IngestReasons.Oversized, null, IngestReasons.Oversized, null]);
        fault.ShouldBeNull();
    }

    [Fact]
    public void Half_a_counted_frame_is_truncated()
    {
        var (messages, defects, _) = Cut("<1>one\n20 <2>half");
        messages.Count.ShouldBe(2);
        defects.ShouldBe([null, IngestReasons.Truncated]);
    }

    [Fact]
    public void What_is_left_of_a_counted_frame_is_told_without_its_count()
    {
        var (messages, defects, _) = Cut("65 " + new string('x', 63));
        messages.ShouldBe([new string('x', 63)]);
        defects.ShouldBe([IngestReasons.Truncated]);
    }

    [Fact]
    public void However_it_is_chunked_the_messages_are_the_same()
    {
        var message = Gen.String[Gen.Char["<>abc 0123é\\\"{}"], 1, 40].Select(s => "<13>" + s.TrimEnd());
        var stream = Gen.Select(message, Gen.Int[0, 3]).List[1, 20];
        Gen.Select(stream, Gen.Int[1, 50].List[1, 30]).Sample((frames, cuts) =>
        {
            var bytes = frames.SelectMany(f => Frame(f.Item1, f.Item2)).ToArray();
            var (messages, defects, fault) = Cut(bytes, cuts);
            fault.ShouldBeNull();
            defects.ShouldAllBe(d => d == null);
            messages.ShouldBe(frames.Select(f => f.Item1));
        });
    }

    [Fact]
    public void Noise_gives_the_same_however_it_is_chunked()
    {
        var noise = Gen.Byte.Array[0, 400].Select(b => b.Select(x => x % 3 == 0 ? (byte)"0123456789 \n<"[x % 13] : x).ToArray());
        Gen.Select(noise, Gen.Int[1, 20].List[1, 30]).Sample((bytes, cuts) =>
        {
            var whole = Cut(bytes, [Math.Max(1, bytes.Length)]);
            var pieces = Cut(bytes, cuts);
            pieces.Messages.ShouldBe(whole.Messages);
            pieces.Defects.ShouldBe(whole.Defects);
            pieces.Fault.ShouldBe(whole.Fault);
        });
    }

    private static byte[] Frame(string message, int framing)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        return framing switch
        {
            0 => [.. Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture)), (byte)' ', .. bytes],
            1 => [.. bytes, (byte)'\n'],
            2 => [.. bytes, (byte)'\r', (byte)'\n'],
            _ => [.. bytes, 0],
        };
    }

    private static (List<string> Messages, List<string?> Defects, string? Fault) Cut(string stream)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        return Cut(bytes, [bytes.Length]);
    }

    /// <summary>Feeds the stream in pieces as a pipe would: what is not taken comes again, with more behind it, in two segments.</summary>
    private static (List<string> Messages, List<string?> Defects, string? Fault) Cut(byte[] stream, List<int> cuts)
    {
        var framer = new SyslogFramer(MaxFrameBytes, MaxSkippedBytes);
        var messages = new List<string>();
        var defects = new List<string?>();
        byte[] held = [];
        var at = 0;
        for (var i = 0; at < stream.Length; i++)
        {
            var piece = stream[at..Math.Min(stream.Length, at + cuts[i % cuts.Count])];
            at += piece.Length;
            var buffer = Segment.Join(held, piece);
            while (framer.TryRead(ref buffer, out var frame))
            {
                messages.Add(Encoding.UTF8.GetString(frame.Bytes));
                defects.Add(frame.Defect);
            }

            held = buffer.ToArray();
        }

        var rest = new ReadOnlySequence<byte>(held);
        if (framer.TryReadRest(ref rest, out var last))
        {
            messages.Add(Encoding.UTF8.GetString(last.Bytes));
            defects.Add(last.Defect);
        }

        return (messages, defects, framer.Fault);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Join(byte[] first, byte[] second)
        {
            var head = new Segment { Memory = first };
            var tail = new Segment { Memory = second, RunningIndex = first.Length };
            head.Next = tail;
            return new ReadOnlySequence<byte>(head, 0, tail, second.Length);
        }
    }
}

using System.Globalization;
using Shouldly;
using Soc.Model.Events;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>Broken and hostile input never throws, in any parser, and what comes out keeps the promises of the event.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const int FlipsACase = 60;
    private const int MegabyteBytes = 1 << 20;
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();
    private static readonly SourceContext Context = new("acme", 1_772_452_800_000);

    public static TheoryData<string> ParserIds() => [.. Catalog.Parsers.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(ParserIds))]
    public void ARecordCutAnywhereIsHarmless(string id)
    {
        var parser = Catalog.Find(id)!;
        foreach (var record in RecordsOf(parser))
        {
            // Long documents are cut at every seventh byte: enough to hit every state, and quick.
            var step = record.Length > 1500 ? 7 : 1;
            for (var length = 0; length <= record.Length; length += step)
            {
                Check(parser, record.AsSpan(0, length));
            }

            for (var start = 1; start < record.Length; start += step * 3)
            {
                Check(parser, record.AsSpan(start));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ParserIds))]
    public void FlippedBytesAreHarmless(string id)
    {
        var seed = Environment.GetEnvironmentVariable("SOC_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Environment.ProcessId;
        output.WriteLine($"SOC_SEED={seed}");
        var random = new Random(seed);
        var parser = Catalog.Find(id)!;
        foreach (var record in RecordsOf(parser))
        {
            for (var i = 0; i < FlipsACase; i++)
            {
                var broken = record.ToArray();
                for (var flips = random.Next(1, 6); flips > 0 && broken.Length > 0; flips--)
                {
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                }

                Check(parser, broken);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ParserIds))]
    public void OversizedAndMisencodedRecordsAreHarmless(string id)
    {
        var parser = Catalog.Find(id)!;
        byte[] fillers = [0, (byte)'"', (byte)'\\', (byte)'=', (byte)',', (byte)'|', (byte)'[', (byte)'{', (byte)' ', 0xFF, 0x80, (byte)'a', (byte)'7', (byte)'<', (byte)':'];
        foreach (var filler in fillers)
        {
            var big = new byte[MegabyteBytes];
            Array.Fill(big, filler);
            Check(parser, big);
        }

        foreach (var record in RecordsOf(parser).Take(6))
        {
            byte[] withNuls = [.. record.SelectMany(b => new byte[] { b, 0 })];
            Check(parser, withNuls);
            byte[] tail = [.. record, .. new byte[MegabyteBytes]];
            Check(parser, tail);
            byte[] head = [.. "\uFEFF"u8, .. record];
            Check(parser, head);
            var half = record.Length / 2;
            byte[] split = [.. record[..half], 0xC3, 0x28, 0xFF, 0xFE, 0xED, 0xA0, 0x80, .. record[half..]];
            Check(parser, split);
            byte[] repeated = [.. Enumerable.Repeat(record, Math.Max(1, MegabyteBytes / 4 / Math.Max(record.Length, 1))).SelectMany(r => r)];
            Check(parser, repeated);
        }
    }

    private static IEnumerable<byte[]> RecordsOf(ISourceParser parser) =>
        ParserCase.All().SelectMany(c => c.Records).Where(r => Catalog.Resolve(r, null)?.Id == parser.Id);

    private static void Check(ISourceParser parser, ReadOnlySpan<byte> record)
    {
        parser.Recognise(record).ShouldBeInRange(0, 100);
        var result = parser.Parse(record, Context);
        (result.Outcome == ParseOutcome.Parsed).ShouldBe(result.Count > 0);
        for (var i = 0; i < result.Count; i++)
        {
            var e = result[i];
            e.Client.ShouldBe("acme");
            e.Source.ShouldBe(e.Source.ToLowerInvariant());
            (e.Raw?.Length ?? 0).ShouldBeLessThanOrEqualTo(SecurityEvent.MaxRawBytes);
            (e.Message?.Length ?? 0).ShouldBeLessThanOrEqualTo(512);
            e.TimeMs.ShouldBeGreaterThanOrEqualTo(0);
        }
    }
}

using System.Globalization;
using System.Net;
using CsCheck;
using Shouldly;
using Soc.Enrichment.Ranges;

namespace Soc.Enrichment.Tests.Ranges;

public sealed class RangeTableTests
{
    // Few bits that differ: ranges nest, touch and repeat all the time.
    private static readonly Gen<IpRange> V4 = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 255], Gen.Int[1, 32], (a, b, c, p) =>
        Parse(string.Create(CultureInfo.InvariantCulture, $"{a * 32}.{b}.0.{c}/{p}")));

    private static readonly Gen<IpRange> V6 = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 255], Gen.Int[3, 128], (a, b, c, p) =>
        Parse(string.Create(CultureInfo.InvariantCulture, $"{0x2000 + (a * 0x200):x}:{b:x}::{c:x}/{p}")));

    private static readonly Gen<IpRange[]> Ranges = Gen.OneOf(V4, V6).Array[0, 40];

    [Fact]
    public void Narrowest_GivesTheSameAsLookingAtEveryRange() =>
        Gen.Select(Ranges, Gen.OneOf(V4, V6).Array[1, 20]).Sample((ranges, probes) =>
        {
            var table = RangeTable<string>.Build(ranges.Select((r, i) => (r, i.ToString(CultureInfo.InvariantCulture))));
            var edges = ranges.SelectMany(r => new[] { r.First, r.Last, r.First - 1, r.Last + 1 });
            foreach (var address in probes.Select(p => p.First).Concat(edges))
            {
                var holding = ranges.Where(r => r.First <= address && address <= r.Last).Select(r => r.PrefixLength).OrderDescending().ToArray();
                var found = new List<int>();
                for (var node = table.Narrowest(address); node is not null; node = node.Around)
                {
                    found.Add(ranges[int.Parse(node.Value, CultureInfo.InvariantCulture)].PrefixLength);
                }

                found.ShouldBe(holding);
            }
        });

    [Fact]
    public void Range_ReadsWhatItWrites() =>
        Gen.OneOf(V4, V6).Sample(range =>
        {
            IpRange.TryParse(range.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(range);
        });

    [Theory]
    [InlineData("198.51.100.7/24", "198.51.100.0/24")]
    [InlineData(" 198.51.100.7 ", "198.51.100.7/32")]
    [InlineData("2001:DB8:0::1/32", "2001:db8::/32")]
    [InlineData("::ffff:198.51.100.0/120", "198.51.100.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void TryParse_TakesRanges(string text, string canonical)
    {
        IpRange.TryParse(text, out var range).ShouldBeTrue();
        range.ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("10.1/16")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("198.51.100.0/33")]
    [InlineData("198.51.100.0/-1")]
    [InlineData("198.51.100.0/")]
    [InlineData("198.51.100.0/24/8")]
    [InlineData("example.com")]
    [InlineData("::/0")]
    [InlineData("fe80::/129")]
    public void TryParse_RefusesWhatIsNoRange(string text) => IpRange.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void RealLists_AnswerLikeLookingAtEveryRange()
    {
        var ranges = File.ReadLines(TestPlaces.InCorpus("ranges", "output", "vpn", "ipv4.txt"))
            .Concat(File.ReadLines(TestPlaces.InCorpus("ranges", "output", "vpn", "ipv6.txt")))
            .Where(l => l.Length > 0 && l[0] != '#').Select(Parse).ToArray();
        var table = RangeTable<object>.Build(ranges.Select(r => (r, (object)r)));
        ranges.Length.ShouldBeGreaterThan(10_000);
        for (var i = 0; i < ranges.Length; i += 97)
        {
            foreach (var address in (UInt128[])[ranges[i].First - 1, ranges[i].First, ranges[i].Last, ranges[i].Last + 1])
            {
                (table.Find(address) is not null).ShouldBe(ranges.Any(r => r.First <= address && address <= r.Last));
            }
        }
    }

    [Fact]
    public void NumberOf_IsOneForAnAddressAndItsMappedForm() =>
        IpRange.NumberOf(IPAddress.Parse("198.51.100.7")).ShouldBe(IpRange.NumberOf(IPAddress.Parse("::ffff:198.51.100.7")));

    private static IpRange Parse(string text)
    {
        IpRange.TryParse(text, out var range).ShouldBeTrue(text);
        return range;
    }
}

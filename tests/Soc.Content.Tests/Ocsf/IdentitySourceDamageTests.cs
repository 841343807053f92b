using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Shouldly;
using Soc.Content.Tests.Parsing;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Ocsf;

/// <summary>Damaged records of the JSON sources never throw, and never become an event without a client, a source or a time.</summary>
public sealed class IdentitySourceDamageTests(ITestOutputHelper output)
{
    private static readonly string[] Folders = ["EntraSignIn", "EntraAudit", "Duo", "Okta", "Ocsf"];
    private static readonly string[] Ids = ["entra_signin", "entra_audit", "duo", "okta", "ocsf"];
    private static readonly ISourceParser[] Parsers = [.. Ids.Select(id => SourceCatalog.Load().Find(id)!)];
    private static readonly byte[][] Good = [.. ParserCase.All().Where(c => Folders.Contains(c.Folder, StringComparer.Ordinal)).SelectMany(c => c.Records)];

    [Fact]
    public void NothingThrows() => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 4]).Sample(
        (which, cut, at, value, how) =>
        {
            var damaged = Damage(Good[which], cut, at, value, how);
            foreach (var parser in Parsers)
            {
                parser.Recognise(damaged).ShouldBeInRange(0, 100);
                Check(parser.Parse(damaged, new SourceContext("acme", 1_772_438_400_000)));
            }
        },
        iter: 4_000);

    [Fact]
    public void DeepNestingIsMalformed()
    {
        foreach (var parser in Parsers)
        {
            var deep = new byte[100_000];
            deep.AsSpan().Fill((byte)'[');
            parser.Parse(deep, new SourceContext("acme", 1)).Outcome.ShouldBe(ParseOutcome.Malformed);
        }
    }

    [Fact]
    public void TheSameRecordHasTheSameIds()
    {
        foreach (var record in Good)
        {
            foreach (var parser in Parsers)
            {
                var first = parser.Parse(record, new SourceContext("acme", 1_772_438_400_000));
                var again = parser.Parse(record, new SourceContext("acme", 1_772_439_999_000));
                Enumerable.Range(0, first.Count).Select(i => first[i].Id).ShouldBe(Enumerable.Range(0, again.Count).Select(i => again[i].Id));
            }
        }
    }

    /// <summary>No limit is checked here, as machines differ; the benchmark project measures properly.</summary>
    [Fact]
    public void RateOfEntraSignIns()
    {
        var record = Good.First(r => r.Length > 1_300 && Parsers[0].Recognise(r) > 90);
        var context = new SourceContext("acme", 1_772_438_400_000);
        for (var i = 0; i < 20_000; i++)
        {
            Parsers[0].Parse(record, context);
        }

        const int count = 50_000;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            Parsers[0].Parse(record, context);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record.Length} bytes: {count / seconds:F0} records/s, {allocated / count} B allocated each"));
    }

    private static void Check(ParseResult result)
    {
        if (result.Outcome != ParseOutcome.Parsed)
        {
            result.Reason.ShouldNotBeNullOrEmpty();
        }

        for (var i = 0; i < result.Count; i++)
        {
            result[i].Client.ShouldBe("acme");
            result[i].Source.ShouldNotBeNullOrEmpty();
            result[i].TimeMs.ShouldBeGreaterThan(0);
            (result[i].Raw?.Length ?? 0).ShouldBeLessThanOrEqualTo(2048);
        }
    }

    private static byte[] Damage(byte[] good, int cut, int at, byte value, int how)
    {
        var damaged = good.ToArray();
        switch (how)
        {
            case 0:
                return damaged[..(cut % (damaged.Length + 1))];
            case 1:
                damaged[at % damaged.Length] = value;
                return damaged;
            case 2:
                damaged.AsSpan(at % damaged.Length, Math.Min(16, damaged.Length - (at % damaged.Length))).Reverse();
                return damaged;
            case 3:
                return [.. damaged[..(cut % damaged.Length)], .. damaged[(at % damaged.Length)..]];
            default:
                return [value, .. damaged, .. damaged[..(cut % damaged.Length)]];
        }
    }
}

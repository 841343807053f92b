using System.Globalization;
using System.Text;
using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>Runs every case of every detector: as it is, in batches, with repeats, and with its state saved and reloaded.</summary>
public sealed class DetectorCaseTests(ITestOutputHelper output)
{
    private const int RandomRuns = 3;

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    public static TheoryData<string> CaseFiles() =>
        [.. DetectorFolders.Folders().SelectMany(DetectorFolders.Cases).Select(f => Path.GetRelativePath(DetectorFolders.Root, f))];

    public static TheoryData<string> DetectorIds() =>
        [.. DetectorFolders.Catalog.Value.Detectors.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(DetectorIds))]
    public void DetectorHasAFiringAndASilentCase(string id)
    {
        var folder = DetectorFolders.Folders().Single(f => string.Equals(DetectorFolders.DetectorOf(f).Id, id, StringComparison.Ordinal));
        var names = DetectorFolders.Cases(folder).Select(f => Path.GetFileName(f)).ToArray();
        names.ShouldContain(n => n.StartsWith("fires-", StringComparison.Ordinal), $"{id} has no firing case.");
        names.ShouldContain(n => n.StartsWith("silent-", StringComparison.Ordinal), $"{id} has no silent case.");
        names.ShouldAllBe(n => n.StartsWith("fires-", StringComparison.Ordinal) || n.StartsWith("silent-", StringComparison.Ordinal));
        var descriptor = DetectorFolders.Catalog.Value.Describe(id);
        descriptor.Name.ShouldNotBeNullOrWhiteSpace();
        descriptor.Summary.ShouldNotBeNullOrWhiteSpace();
        descriptor.BlindSpots.ShouldNotBeEmpty();
        descriptor.FalsePositives.ShouldNotBeEmpty();
        descriptor.WhatToDo.ShouldNotBeEmpty();
        descriptor.Severity.ShouldBeOneOf("info", "low", "medium", "high", "critical");
    }

    [Theory]
    [MemberData(nameof(CaseFiles))]
    public void CaseHolds(string file)
    {
        var path = Path.Combine(DetectorFolders.Root, file);
        var detector = DetectorFolders.DetectorOf(Path.GetDirectoryName(Path.GetDirectoryName(path))!);
        var read = DetectorCase.Read(path);
        output.WriteLine($"SOC_TEST_SEED={Seed}");

        var plain = NewHost(detector, read);
        plain.Deliver(read.Events);
        Expectations(read, plain.Signals);
        foreach (var signal in plain.Signals)
        {
            SignalLaw.Holds(signal, detector);
        }

        foreach (var sentence in plain.Describe())
        {
            sentence.ShouldNotBeNullOrWhiteSpace();
        }

        var expected = Listed(plain.Emitted);
        var random = new Random(Seed);
        for (var run = 0; run < RandomRuns; run++)
        {
            Listed(InBatches(detector, read, random, twice: false).Emitted).ShouldBe(expected, $"split at random borders, seed {Seed}");
            Listed(InBatches(detector, read, random, twice: true).Emitted).ShouldBe(expected, $"a batch delivered twice, seed {Seed}");
            Listed(AfterCrash(detector, read, random).Signals).ShouldBe(Listed(plain.Signals), $"replayed from a checkpoint after a crash, seed {Seed}");
        }

        Listed(Reloaded(detector, read).Emitted).ShouldBe(expected, "state saved and reloaded between any two events");
    }

    private static void Expectations(DetectorCase read, IReadOnlyList<Signal> signals)
    {
        var told = Told(signals);
        foreach (var expectation in read.Expect)
        {
            var count = signals.Count(expectation.Covers);
            if (expectation.Count is { } wanted)
            {
                count.ShouldBe(wanted, $"{expectation}\n{told}");
            }
            else
            {
                count.ShouldBeGreaterThan(0, $"{expectation}\n{told}");
            }
        }

        signals.ShouldAllBe(s => read.Expect.Any(x => x.Covers(s)), $"a signal that the case does not expect\n{told}");
    }

    private static CaseHost NewHost(IDetector detector, DetectorCase read) => new(detector, read.Policy, DetectorFolders.Serializer.Value);

    private static CaseHost InBatches(IDetector detector, DetectorCase read, Random random, bool twice)
    {
        var host = NewHost(detector, read);
        for (var start = 0; start < read.Events.Length;)
        {
            var length = Math.Min(1 + random.Next(8), read.Events.Length - start);
            host.Deliver(read.Events.AsSpan(start, length));
            if (twice)
            {
                host.Deliver(read.Events.AsSpan(start, length));
            }

            start += length;
        }

        return host;
    }

    private static CaseHost AfterCrash(IDetector detector, DetectorCase read, Random random)
    {
        var host = NewHost(detector, read);
        var saved = random.Next(read.Events.Length + 1);
        var crashed = saved + random.Next(read.Events.Length - saved + 1);
        host.Deliver(read.Events.AsSpan(0, saved));
        var checkpoint = host.Save();
        host.Deliver(read.Events.AsSpan(saved, crashed - saved));
        host.Load(checkpoint);
        host.Deliver(read.Events);
        return host;
    }

    private static CaseHost Reloaded(IDetector detector, DetectorCase read)
    {
        var host = NewHost(detector, read);
        foreach (var e in read.Events)
        {
            host.Deliver([e]);
            host.Load(host.Save());
        }

        return host;
    }

    private static string[] Listed(IEnumerable<Signal> signals) =>
        [.. signals.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Id} {s.Score:F6} {s.BenignReading} {s.Learning}"))];

    private static string Told(IReadOnlyList<Signal> signals)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{signals.Count} signals:\n");
        foreach (var s in signals)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {s.Detector} {s.Score:F1} at {DateTimeOffset.FromUnixTimeMilliseconds(s.AtMs):u} \"{s.Title}\" benign={s.BenignReading} learning={s.Learning} late={s.Late}\n");
            foreach (var e in s.EvidenceFor)
            {
                text.Append(CultureInfo.InvariantCulture, $"    + {e.Fact} {e.Weight:F1}: {e.Text}\n");
            }

            foreach (var e in s.EvidenceAgainst)
            {
                text.Append(CultureInfo.InvariantCulture, $"    - {e.Fact} {e.Weight:F1}: {e.Text}\n");
            }
        }

        return text.ToString();
    }
}

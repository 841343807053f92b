using System.Globalization;
using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>The state of a detector stays small whatever comes, and nothing that comes makes it throw.</summary>
public sealed class DetectorStateTests(ITestOutputHelper output)
{
    private const int Events = 5_000;
    private const int MaxStateBytes = 4_096;

    /// <summary>What a user's detectors share, with the widest that one of them holds beside it: somebody who travels, under attack.</summary>
    private const int MaxUserStateBytes = 8_192;

    /// <summary>There are few clients, and what is spread over a client takes more room to see.</summary>
    private const int MaxClientStateBytes = 32_768;

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    public static TheoryData<string> DetectorIds() =>
        [.. DetectorFolders.Catalog.Value.Detectors.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(DetectorIds))]
    public void StaysSmallAndNeverThrows(string id)
    {
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        var detector = DetectorFolders.Catalog.Value.Detectors.Single(d => string.Equals(d.Id, id, StringComparison.Ordinal));
        var runnable = DetectorFolders.Runnable(detector);
        var random = new Random(Seed);
        var sink = new CollectingSink();
        var policy = ClientPolicy.DefaultFor(CaseEventBuilder.Client);
        var entity = new EntityKey(CaseEventBuilder.Client, detector.EntityKind, "anna.keller@example.com");
        var context = new DetectionContext(entity, policy, TimeZoneInfo.Utc);
        DetectorState? state = null;
        for (var i = 0; i < Events; i++)
        {
            var e = VariedEvents.Next(random, i);
            if (runnable.Wants(e))
            {
                state = runnable.Step(state, e, context, sink);
            }
        }

        foreach (var signal in sink.Signals)
        {
            SignalLaw.Holds(signal, detector);
        }

        if (state is not null)
        {
            var bytes = DetectorFolders.Serializer.Value.SerializeToArray<DetectorState>(state).Length;
            output.WriteLine($"{id}: {bytes} bytes, {sink.Signals.Count} signals");
            bytes.ShouldBeLessThan(
                detector.EntityKind switch { EntityKind.Client => MaxClientStateBytes, EntityKind.User => MaxUserStateBytes, _ => MaxStateBytes },
                $"seed {Seed}");
            runnable.Describe(state, context).ShouldAllBe(s => s.Length > 0);
        }
    }

    private sealed class CollectingSink : ISignalSink
    {
        public List<Signal> Signals { get; } = [];

        public void Emit(Signal signal) => Signals.Add(signal);
    }
}

using System.Globalization;
using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>The state of a detector of devices or of the client stays small whatever traffic comes, and none of it makes it throw.</summary>
public sealed class TrafficStateTests(ITestOutputHelper output)
{
    private const int Events = 20_000;
    private const int MaxDeviceStateBytes = 4_096;
    private const int MaxClientStateBytes = 32_768;

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    public static TheoryData<string> DetectorIds() =>
        [.. DetectorFolders.Catalog.Value.Detectors.Where(d => d.EntityKind is EntityKind.Device or EntityKind.Client).Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(DetectorIds))]
    public void StaysSmallAndNeverThrows(string id)
    {
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        var detector = DetectorFolders.Catalog.Value.Detectors.Single(d => string.Equals(d.Id, id, StringComparison.Ordinal));
        var random = new Random(Seed);
        var sink = new Checking(detector);
        var entity = new EntityKey(CaseEventBuilder.Client, detector.EntityKind, "10.1.1.5");
        var context = new DetectionContext(entity, ClientPolicy.DefaultFor(CaseEventBuilder.Client), TimeZoneInfo.Utc);
        DetectorState? state = null;
        for (var i = 0; i < Events; i++)
        {
            var e = VariedTraffic.Next(random, i);
            _ = (detector as IDailyNewsDetector)?.NewsOf(e);
            state = detector.Wants(e) ? detector.Step(state, e, context, sink) : state;
        }

        if (state is not null)
        {
            var stored = DetectorFolders.Serializer.Value.SerializeToArray<DetectorState>(state);
            var loaded = DetectorFolders.Serializer.Value.Deserialize<DetectorState>(stored)!;
            output.WriteLine($"{id}: {stored.Length} bytes stored, {ObjectGraph.BytesOf(loaded)} in memory, {sink.Signals} signals");
            stored.Length.ShouldBeLessThan(detector.EntityKind == EntityKind.Client ? MaxClientStateBytes : MaxDeviceStateBytes, $"seed {Seed}");
            detector.Describe(state, context).ShouldAllBe(s => s.Length > 0);
        }
    }

    private sealed class Checking(IDetector detector) : ISignalSink
    {
        public int Signals { get; private set; }

        public void Emit(Signal signal)
        {
            SignalLaw.Holds(signal, detector);
            Signals++;
        }
    }
}

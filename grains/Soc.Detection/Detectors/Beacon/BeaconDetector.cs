using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.Beacon;

/// <summary>
/// A device that calls one destination outside at even intervals, as a program does that waits for orders. Only connections that came
/// about count: what is refused again and again is even as well, and talks to nobody.
/// </summary>
public sealed class BeaconDetector : Detector<BeaconState>
{
    internal const string DetectorId = "beacon";

    private readonly BeaconOptions _options = BeaconOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Device;

    public override bool Wants(EnrichedEvent e) =>
        e.Event.Traffic is { IsOngoing: false }
        && WireFlow.IsOutward(e)
        && !WireFlow.IsOnlyBegun(e.Event)
        && WireFlow.IsEstablished(e.Event)
        && e.Event.TimeMs / 1000 < uint.MaxValue;

    protected override void Step(BeaconState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        state.Clock = state.Clock.Observe(e.Event.TimeMs);
        var seconds = (uint)(e.Event.TimeMs / 1000);
        var key = StableHash.Of(WireFlow.NameOf(e.Event) ?? e.Dst.Ip);
        var track = state.Find(key);
        if (track is null)
        {
            var candidate = state.Note(key, seconds);
            if (candidate.Even < _options.EvenInARow)
            {
                return;
            }

            track = state.Follow(key, seconds, KnownPeriodic.Of(e) is not null, _options.Low);
            if (track is null)
            {
                return;
            }
        }

        var traffic = e.Event.Traffic!;
        var newestHour = track.NewestHour;
        if (!track.Add(seconds, (uint)Math.Clamp(traffic.BytesOut, 0, uint.MaxValue), Math.Max(0, traffic.DurationMs) / 1000.0))
        {
            return;
        }

        track.Unweighed = (byte)Math.Min(byte.MaxValue, track.Unweighed + 1);
        if (track.Times.Length >= _options.MinConnections && (track.NewestHour != newestHour || track.Unweighed >= _options.WeighEvery))
        {
            Weigh(state, track, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(BeaconState state, in DetectionContext context)
    {
        var said = new List<string>();
        foreach (var track in state.Tracks)
        {
            if (track.ToldCategory > 0)
            {
                said.Add($"Called one destination {Say.Number(track.Connections)} times at even intervals, from {Words.At(track.FirstSeconds * 1000L, context.Zone)} to {Words.At(track.LastSeconds * 1000L, context.Zone)}; evenness {Say.Number(track.Score * 100)} of 100.");
            }
        }

        if (state.Tracks.Length > said.Count)
        {
            said.Add($"{Words.Count(state.Tracks.Length - said.Count, "destination")} called at roughly even intervals, watched.");
        }

        return said;
    }

    private void Weigh(BeaconState state, BeaconTrack track, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var parts = BeaconScore.Of(track.Times, track.Sizes, track.ByHour, track.SpanSeconds, _options);
        track.Unweighed = 0;
        track.Score = (float)parts.Score;
        var category = CategoryOf(parts.Score);
        var isWorth = parts.Intervals >= _options.LeastIntervals && (category >= 2 || (category == 1 && e.Dst.Indicators.Length > 0));
        if (!isWorth || (category <= track.ToldCategory && track.Connections / 2 < track.ToldConnections))
        {
            return;
        }

        var signal = BeaconReport.Of(_options, state, track, parts, e, context);
        track.ToldCategory = (byte)Math.Max(category, (int)track.ToldCategory);
        track.ToldConnections = track.Connections;
        if (signal is not null)
        {
            sink.Emit(signal);
        }
    }

    private int CategoryOf(double score) =>
        score >= _options.Critical ? 4 : score >= _options.High ? 3 : score >= _options.Medium ? 2 : score >= _options.Low ? 1 : 0;
}

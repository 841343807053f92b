using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.SilentSensor;

/// <summary>A capture agent that is not heard any more: whatever happens where it looked is not seen. Told once a silence, and taken back in part when it is heard again.</summary>
public sealed class SilentSensorDetector : Detector<SilentSensorState>
{
    private const string DetectorId = "silent_sensor";
    private const string RevokedState = "revoked";
    private const double Weight = 45;
    private const long MsPerMinute = 60_000;

    // Impair Defenses: Disable or Modify Tools.
    private static readonly string[] Techniques = ["T1562.001"];

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Client;

    public override bool Wants(EnrichedEvent e) =>
        e.Event is { Class: EventClass.ApplicationLifecycle, SourceKind: SensorEventKinds.Silent or SensorEventKinds.Back, Device.Uid: not null };

    protected override bool Opens(EnrichedEvent e) => string.Equals(e.Event.SourceKind, SensorEventKinds.Silent, StringComparison.Ordinal);

    protected override void Step(SilentSensorState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var sensor = e.Event.Device!.Uid!;
        var at = state.Find(sensor);
        if (string.Equals(e.Event.SourceKind, SensorEventKinds.Silent, StringComparison.Ordinal))
        {
            if (at < 0)
            {
                state.Add(new Silence(sensor, e.Event.Reporter ?? sensor, e.Event.TimeMs, e.Event.Id));
                Tell(e, state.Silences[^1], backMs: 0, context, sink);
            }
        }
        else if (at >= 0)
        {
            var silence = state.Silences[at];
            state.RemoveAt(at);
            Tell(e, silence, e.Event.TimeMs, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(SilentSensorState state, in DetectionContext context)
    {
        var zone = context.Zone;
        return state.Silences.Select(s => $"The sensor {s.Name} is silent since {Words.At(s.SinceMs, zone)}.");
    }

    private static void Tell(EnrichedEvent e, in Silence silence, long backMs, in DetectionContext context, ISignalSink sink)
    {
        var draft = new SignalDraft(DetectorId, context);
        draft.Rests(silence.EventId);
        draft.Relates(EntityKey.Device(context.Entity.Client, silence.Sensor));
        draft.For("silent", e.Event.Message is { } message && backMs == 0 ? message : $"Nothing was heard of the sensor {silence.Name} from {Words.At(silence.SinceMs, context.Zone)} on.", Weight);
        if (backMs > 0 && string.Equals(e.Event.StatusCode, RevokedState, StringComparison.Ordinal))
        {
            draft.Against("revoked", "The sensor was revoked: somebody who may do so says that nothing is expected of it any more.", Weight - 15);
        }
        else if (backMs > 0)
        {
            draft.Against("back", $"It is heard again, after {Words.Span(Math.Max(MsPerMinute, backMs - silence.SinceMs))}; what it captured meanwhile comes late.", Weight - 15);
        }

        sink.Emit(draft.Build(
            e,
            $"{silence.Sensor} {silence.SinceMs}",
            silence.SinceMs,
            backMs > 0 ? $"The sensor {silence.Name} was silent for {Words.Span(Math.Max(MsPerMinute, backMs - silence.SinceMs))}" : $"The sensor {silence.Name} is silent",
            Techniques,
            "Look whether the machine runs (systemctl status soc-capture) and reaches the gateway; if somebody switched it off, ask why.",
            new SignalSubject { Device = silence.Sensor }));
    }
}

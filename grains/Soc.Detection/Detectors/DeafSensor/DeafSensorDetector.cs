using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.DeafSensor;

/// <summary>
/// A capture agent that is there and sees nothing any more: the mirror was taken away, or the cable. Told once, and taken back in part when
/// frames come again. That it was quiet at this time of day before, and that the interface is switched off, speak against it.
/// </summary>
public sealed class DeafSensorDetector : Detector<DeafSensorState>
{
    private const string DetectorId = "deaf_sensor";
    private const string SwitchedOff = "down";
    private const double Weight = 40;
    private const double HearsWeight = 27;
    private const double SwitchedOffWeight = 10;
    private const double OnceQuietWeight = 12;
    private const double OftenQuietWeight = 25;
    private const long MsPerMinute = 60_000;
    private static readonly TimeSpan SameTime = TimeSpan.FromMinutes(90);

    // Impair Defenses: Disable or Modify Tools.
    private static readonly string[] Techniques = ["T1562.001"];

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Client;

    public override bool Wants(EnrichedEvent e) =>
        e.Event is { Class: EventClass.ApplicationLifecycle, SourceKind: SensorEventKinds.Deaf or SensorEventKinds.Hears, Device.Uid: not null };

    protected override bool Opens(EnrichedEvent e) => string.Equals(e.Event.SourceKind, SensorEventKinds.Deaf, StringComparison.Ordinal);

    protected override void Step(DeafSensorState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var (sensor, link) = (e.Event.Device!.Uid!, e.Event.Src?.Zone ?? "");
        var at = state.Find(sensor, link);
        if (!string.Equals(e.Event.SourceKind, SensorEventKinds.Deaf, StringComparison.Ordinal))
        {
            if (at >= 0)
            {
                Tell(e, state, state.End(at, e.Event.TimeMs), isOver: true, context, sink);
            }
        }
        else if (at < 0)
        {
            var deafness = new Deafness(sensor, link, e.Event.Reporter ?? e.Event.Device.Hostname ?? sensor, e.Event.Message ?? "", e.Event.StatusCode ?? "", e.Event.TimeMs, e.Event.Id);
            state.Add(deafness);
            Tell(e, state, deafness, isOver: false, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(DeafSensorState state, in DetectionContext context)
    {
        var zone = context.Zone;
        return state.Deaf.Select(d => $"The sensor {d.Name} hears nothing on {NameOf(d)} since {Words.At(d.SinceMs, zone)}.");
    }

    private static void Tell(EnrichedEvent e, DeafSensorState state, in Deafness deaf, bool isOver, in DetectionContext context, ISignalSink sink)
    {
        var link = NameOf(deaf);
        var draft = new SignalDraft(DetectorId, context);
        draft.Rests(deaf.EventId);
        draft.Relates(EntityKey.Device(context.Entity.Client, deaf.Sensor));
        draft.For("deaf", deaf.Message.Length > 0 ? deaf.Message : $"No frame reached {link} from {Words.At(deaf.SinceMs, context.Zone)} on.", Weight);
        if (string.Equals(deaf.State, SwitchedOff, StringComparison.Ordinal))
        {
            draft.Against("switched_off", "The interface is switched off on the sensor's machine, which is mostly done on purpose.", SwitchedOffWeight);
        }

        AgainstByHabit(draft, state, deaf, context.Zone);
        var lasted = Words.Span(Math.Max(MsPerMinute, e.Event.TimeMs - deaf.SinceMs));
        if (isOver)
        {
            draft.Against("hears", $"After {lasted}: {e.Event.Message ?? "frames come again."}", HearsWeight);
        }

        sink.Emit(draft.Build(
            e,
            $"{deaf.Sensor} {deaf.Interface} {deaf.SinceMs}",
            deaf.SinceMs,
            isOver ? $"The sensor {deaf.Name} heard nothing on {link} for {lasted}" : $"The sensor {deaf.Name} hears nothing on {link}",
            Techniques,
            "Look at the mirror port of the switch and at the cable; if somebody took the mirror away, ask why.",
            new SignalSubject { Device = deaf.Sensor }));
    }

    private static void AgainstByHabit(SignalDraft draft, DeafSensorState state, Deafness deaf, TimeZoneInfo zone)
    {
        var (times, longestMs) = (0, 0L);
        foreach (var quiet in state.Before(deaf))
        {
            if (IsSameTimeOfDay(quiet.FromMs, deaf.SinceMs, zone))
            {
                (times, longestMs) = (times + 1, Math.Max(longestMs, quiet.ToMs - quiet.FromMs));
            }
        }

        if (times > 0)
        {
            draft.Against(
                "usual_quiet",
                $"It was quiet from about this time of day on before, {Words.Count(times, "time")}, for {Words.Span(Math.Max(MsPerMinute, longestMs))} at the longest: a site that is closed then.",
                times == 1 ? OnceQuietWeight : OftenQuietWeight);
        }
    }

    private static bool IsSameTimeOfDay(long oneMs, long otherMs, TimeZoneInfo zone)
    {
        var apart = (TimeOfDay(oneMs, zone) - TimeOfDay(otherMs, zone)).Duration();
        return apart <= SameTime || TimeSpan.FromDays(1) - apart <= SameTime;
    }

    private static TimeSpan TimeOfDay(long ms, TimeZoneInfo zone)
    {
        // A time that no calendar holds comes from a broken clock, and is at no time of day.
        const long lastMs = 253_402_300_799_999;
        return ms is < 0 or > lastMs ? TimeSpan.Zero : TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ms), zone).TimeOfDay;
    }

    private static string NameOf(in Deafness deaf) => deaf.Interface.Length > 0 ? deaf.Interface : "its interfaces";
}

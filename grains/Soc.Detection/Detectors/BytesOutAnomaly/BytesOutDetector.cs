using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>
/// A device that sends far more outside than it usually does in such an hour, or in a day, to such destinations. To a cloud that the
/// client uses it weighs less, from a new device there it is explained; to a cloud of somebody's own it weighs more.
/// </summary>
public sealed class BytesOutDetector : Detector<BytesOutState>
{
    internal const string DetectorId = "bytes_out_anomaly";
    private const long HourMs = 3_600_000;
    private const long DayMs = 86_400_000;

    private readonly BytesOutOptions _options = BytesOutOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Device;

    private long PauseMs => (long)_options.Pause.TotalMilliseconds;

    public override bool Wants(EnrichedEvent e) =>
        (e.Event.Class == EventClass.DeviceInventory && WireFlow.HasSaneTime(e.Event))
        || (e.Event.Traffic is { BytesOut: > 0 } && WireFlow.IsOutward(e) && !WireFlow.IsOnlyBegun(e.Event));

    protected override void Step(BytesOutState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var at = e.Event.TimeMs;
        state.Clock = state.Clock.Observe(at);

        // To be there and to send nothing is learned too.
        if (e.Event.Class == EventClass.DeviceInventory)
        {
            return;
        }

        var bytes = state.Connections.NewBytesOut(e.Event, BytesOutState.MaxConnections);
        if (bytes == 0)
        {
            return;
        }

        var service = CloudDestinations.Of(e);
        var kind = CloudDestinations.IsSanctioned(e, service, context.Policy) ? DestinationClass.Sanctioned
            : service is { TakesFiles: true } ? DestinationClass.OtherCloud
            : DestinationClass.Elsewhere;
        var (key, name) = NameOf(e, service);
        var day = Open(state, at, isDay: true, context);
        day.Add(kind, key, name, bytes);
        var hour = Open(state, at, isDay: false, context);
        hour.Add(kind, key, name, bytes);
        if (Grow(state, kind, at, bytes) && (Judge(state, hour, kind, isDay: false, context) ?? Judge(state, day, kind, isDay: true, context)) is { } found)
        {
            Tell(state, found, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(BytesOutState state, in DetectionContext context)
    {
        var said = new List<string>();
        if (state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning)
        {
            said.Add(learning);
        }

        for (var kind = 0; kind < SendingWindow.Classes && state.Usual.Length == BytesOutState.Baselines; kind++)
        {
            var work = state.Usual[IndexOf(isDay: false, isOff: false, kind)];
            var off = state.Usual[IndexOf(isDay: false, isOff: true, kind)];
            if (work.Samples + off.Samples > 0)
            {
                said.Add($"Sends to {BytesOutWords.Class((DestinationClass)kind)} in an active hour: {BytesOutWords.Usual(work)} at work, {BytesOutWords.Usual(off)} outside working hours.");
            }
        }

        return said;
    }

    private static int IndexOf(bool isDay, bool isOff, int kind) => ((isDay ? 2 : isOff ? 1 : 0) * SendingWindow.Classes) + kind;

    private static bool IsOff(in DetectionContext context, long atMs) => !WorkCalendar.IsWorkingTime(context.Policy, context.Zone, atMs);

    private static (uint Key, string Name) NameOf(EnrichedEvent e, CloudService? service)
    {
        if (service is not null)
        {
            return (StableHash.Of(service.Name), service.Name);
        }

        if (WireFlow.NameOf(e.Event) is not { } host)
        {
            return (StableHash.Of(e.Dst.Ip), e.Dst.Ip!);
        }

        // A registered domain that is longer than a state keeps is nobody's real one; its end tells it.
        var domain = RegisteredDomain.Of(host);
        domain = domain.Length <= WireFlow.MaxName ? domain : domain[^WireFlow.MaxName..];
        return (StableHash.Of(domain), domain.Length == host.Length ? host : domain.ToString());
    }

    // Keeps what an episode has sent; false while it goes on and has not doubled since it was weighed.
    private bool Grow(BytesOutState state, DestinationClass kind, long at, long bytes)
    {
        if (state.Episodes.Length == 0)
        {
            return true;
        }

        ref var episode = ref state.Episodes[(int)kind];
        if (!episode.Holds(at, PauseMs))
        {
            return true;
        }

        episode = episode with { Bytes = SendingWindow.Sum(episode.Bytes, bytes), FirstMs = Math.Min(episode.FirstMs, at), LastMs = Math.Max(episode.LastMs, at) };
        return episode.Bytes / 2 >= episode.WeighedBytes;
    }

    private SendingWindow Open(BytesOutState state, long at, bool isDay, in DetectionContext context)
    {
        var windows = isDay ? state.Days : state.Hours;
        var start = at - (at % (isDay ? DayMs : HourMs));
        for (var i = windows.Length - 1; i >= 0; i--)
        {
            var window = windows[i];
            if (window.StartMs != start)
            {
                continue;
            }

            if (i < windows.Length - 1)
            {
                Array.Copy(windows, i + 1, windows, i, windows.Length - i - 1);
                windows[^1] = window;
            }

            return window;
        }

        var opened = new SendingWindow { StartMs = start };
        if (windows.Length < (isDay ? BytesOutState.MaxDays : BytesOutState.MaxHours))
        {
            windows = [.. windows, opened];
            state.Days = isDay ? windows : state.Days;
            state.Hours = isDay ? state.Hours : windows;
            return opened;
        }

        Learn(state, windows[0], isDay, context);
        Array.Copy(windows, 1, windows, 0, windows.Length - 1);
        windows[^1] = opened;
        return opened;
    }

    // What is over teaches what is usual.
    private void Learn(BytesOutState state, SendingWindow over, bool isDay, in DetectionContext context)
    {
        if (state.Usual.Length == 0)
        {
            state.Usual = new LogBaseline[BytesOutState.Baselines];
        }

        var isOff = !isDay && IsOff(context, over.StartMs);
        for (var kind = 0; kind < SendingWindow.Classes; kind++)
        {
            if (over.Bytes[kind] == 0)
            {
                continue;
            }

            ref var usual = ref state.Usual[IndexOf(isDay, isOff, kind)];
            var most = usual.Samples < _options.MinSamples
                ? double.MaxValue
                : usual.Usual * Math.Exp(_options.TeachAtMostDeviations * Math.Max(_options.LeastDeviation, usual.Deviation));
            usual = usual.With(Math.Min(over.Bytes[kind], most), _options.Alpha);
        }

        foreach (var destination in isDay ? over.Destinations : [])
        {
            if (destination.Bytes >= _options.LargeDayBytes)
            {
                state.NoteLargeDay(destination.Key, SeenTable.DayOf(over.StartMs), destination.Bytes);
            }
        }
    }

    private Exceedance? Judge(BytesOutState state, SendingWindow window, DestinationClass kind, bool isDay, in DetectionContext context)
    {
        var bytes = window.Bytes[(int)kind];
        var least = (kind == DestinationClass.OtherCloud ? _options.MinCloudBytes : _options.MinOtherBytes) * (isDay ? _options.DayFactor : 1);
        if (bytes < least)
        {
            return null;
        }

        var isOff = !isDay && IsOff(context, window.StartMs);
        var usual = BaselineOf(state, isDay, isOff, (int)kind);
        var hasBaseline = usual.Samples >= _options.MinSamples;
        var usualBytes = hasBaseline ? usual.Usual : _options.UsualWhenNoneBytes;
        var deviation = Math.Max(_options.LeastDeviation, hasBaseline ? usual.Deviation : 0);
        return Math.Log(bytes / usualBytes) >= _options.MinDeviations * deviation
            ? new Exceedance(window, kind, bytes, usualBytes, hasBaseline, isDay, isOff)
            : null;
    }

    // Of a class of hours in which nothing was learned yet, the other one tells more than nothing.
    private LogBaseline BaselineOf(BytesOutState state, bool isDay, bool isOff, int kind)
    {
        if (state.Usual.Length == 0)
        {
            return default;
        }

        var own = state.Usual[IndexOf(isDay, isOff, kind)];
        return own.Samples >= _options.MinSamples || isDay ? own : state.Usual[IndexOf(isDay: false, !isOff, kind)];
    }

    private void Tell(BytesOutState state, in Exceedance found, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        if (state.Episodes.Length == 0)
        {
            state.Episodes = new SendingEpisode[SendingWindow.Classes];
        }

        var at = e.Event.TimeMs;
        ref var episode = ref state.Episodes[(int)found.Class];
        episode = episode.Holds(at, PauseMs)
            ? episode with { WeighedBytes = episode.Bytes }
            : new SendingEpisode { AnchorMs = Math.Max(1, found.Window.StartMs), FirstMs = Math.Min(at, found.Window.StartMs), LastMs = at, Bytes = found.Bytes, WeighedBytes = found.Bytes };
        if (BytesOutReport.Of(_options, state, found, episode, e, context) is { } signal)
        {
            sink.Emit(signal);
        }
    }
}

using System.Globalization;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.RareDestination;

/// <summary>
/// Where a client's devices go, and how many of them: a destination that one device is the first to go to is odd, and no more; with a
/// fresh listing, no name, an unusual port or many bytes it is a finding. What several devices use on several days is normal there.
/// </summary>
public sealed class RareDestinationDetector : Detector<RareDestinationState>, IDailyNewsDetector, IDestinationMemory
{
    internal const string DetectorId = "rare_destination";
    private const string Capture = "capture";

    private readonly RareDestinationOptions _options = RareDestinationOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Client;

    public override bool Wants(EnrichedEvent e) =>
        e.Event.Traffic is not null
        && WireFlow.IsOutward(e)
        && !WireFlow.IsOnlyBegun(e.Event)
        && WireFlow.IsEstablished(e.Event)
        && DeviceNames.Of(e.Event) is not null

        // What every machine talks to is no news, unless it is listed.
        && (e.Dst.Indicators.Length > 0 || KnownPeriodic.Of(e) is null);

    public string? NewsOf(EnrichedEvent e) => Wants(e)
        ? $"{DeviceNames.Of(e.Event)} {DestinationOf(e)}{(e.Dst.Indicators.Length > 0 ? " listed" : "")}{SizeOf(e)}"
        : null;

    /// <summary>The registered domain. Without a name: the network where an agent would have seen one, else whose network it is, since most firewalls log no names.</summary>
    internal static string DestinationOf(EnrichedEvent e)
    {
        if (WireFlow.NameOf(e.Event) is { } name)
        {
            return KeptNameOf(name).ToString().ToLowerInvariant();
        }

        return !IsNameless(e) && e.Dst.Asn > 0
            ? string.Create(CultureInfo.InvariantCulture, $"AS{e.Dst.Asn}")
            : e.Dst.NetworkHash != 0 ? string.Create(CultureInfo.InvariantCulture, $"network {e.Dst.NetworkHash:x}") : e.Dst.Ip!;
    }

    /// <summary>Several of the client's devices have called it on several days, or most of them at all, since long before.</summary>
    public bool IsUsual(DetectorState? state, string domain, long beforeMs, int learningDays) =>
        state is RareDestinationState known
        && !OwnedDomain.IsHosted(domain)
        && known.Find(StableHash.Of(KeptNameOf(domain))) is >= 0 and var at
        && known.FirstDay(at) + learningDays <= SeenTable.DayOf(beforeMs)
        && IsNormal(known, at);

    /// <summary>An agent saw the whole connection, and no name was asked for or shown.</summary>
    internal static bool IsNameless(EnrichedEvent e) =>
        string.Equals(e.Event.Source, Capture, StringComparison.Ordinal) && WireFlow.NameOf(e.Event) is null;

    protected override void Step(RareDestinationState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        state.Clock = state.Clock.Observe(e.Event.TimeMs);
        var day = SeenTable.DayOf(e.Event.TimeMs);
        if (day > state.Day)
        {
            (state.Day, state.LowTold, state.NewToday) = (day, 0, 0);
        }

        var device = DeviceNames.Of(e.Event)!;
        var deviceKey = StableHash.Of(device);
        state.NoteDevice(deviceKey, day);
        var destination = DestinationOf(e);
        var at = state.Note(StableHash.Of(destination), deviceKey, day, context.Policy.LearningDays);
        var visit = new RareVisit(at, device, WordsOf(e, destination), day, state.FirstDay(at) == day && state.LastDay(at) == day, state.DevicesOf(at), state.Devices);
        if (!IsWorthWeighing(state, visit, e) || CloudDestinations.IsSanctioned(e, CloudDestinations.Of(e), context.Policy))
        {
            return;
        }

        Weigh(state, visit, e, context, sink);
    }

    protected override IEnumerable<string> Describe(RareDestinationState state, in DetectionContext context)
    {
        var said = new List<string>
        {
            $"About {Words.Count(state.Devices, "device")} went to {Words.Count(state.Count, "destination")} that are remembered; {state.NewToday} of them were new on {Say.Day(state.Day * 86_400_000L)}.",
        };
        if (state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning)
        {
            said.Add(learning);
        }

        if (state.CrowdedDay > 0)
        {
            said.Add($"More destinations are visited than can be remembered (last on {Say.Day(state.CrowdedDay * 86_400_000L)}): what is called new may have been seen before.");
        }

        return said;
    }

    private static ReadOnlySpan<char> KeptNameOf(ReadOnlySpan<char> host)
    {
        var domain = RegisteredDomain.Of(host);
        return domain.Length <= WireFlow.MaxName ? domain : domain[^WireFlow.MaxName..];
    }

    private static string WordsOf(EnrichedEvent e, string destination) =>
        WireFlow.NameOf(e.Event) is not null ? destination
        : IsNameless(e) || e.Dst.Asn == 0 ? e.Dst.Ip!
        : $"{e.Dst.AsnName ?? destination} ({e.Dst.Ip})";

    private string SizeOf(EnrichedEvent e) =>
        e.Event.Traffic!.BytesOut >= _options.VeryManyBytes ? " huge" : e.Event.Traffic.BytesOut >= _options.ManyBytes ? " large" : "";

    private bool IsWorthWeighing(RareDestinationState state, in RareVisit visit, EnrichedEvent e)
    {
        if (e.Dst.Indicators.Length > 0)
        {
            return true;
        }

        return !IsNormal(state, visit.At) && (visit.IsFirst || e.Event.Traffic!.BytesOut >= _options.ManyBytes);
    }

    private bool IsNormal(RareDestinationState state, int at)
    {
        var (days, devices) = (state.Days(at), state.DevicesOf(at));
        return (devices >= _options.NormalDevices && days >= _options.NormalDays)
            || days >= _options.HabitDays
            || (state.Devices >= _options.MinDevices && (double)devices / state.Devices >= _options.CommonShare);
    }

    private void Weigh(RareDestinationState state, in RareVisit visit, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var learning = state.Clock.StillLearning(e.Event.TimeMs, context.Policy.LearningDays);
        var draft = RareDestinationReport.Weigh(_options, state, visit, e, context, learning);
        if (draft.Score < (learning is null ? SignalDraft.LeastTold : SignalDraft.LeastWhileLearning)
            || !draft.IsNewOrWorse(state.Told(visit.At), _options.WorsePoints))
        {
            return;
        }

        if (draft.Score < _options.LowUnder && state.LowTold++ >= _options.MaxLowADay)
        {
            return;
        }

        state.SetTold(visit.At, draft.Score);
        sink.Emit(RareDestinationReport.Build(draft, state, visit, e, context, learning));
    }
}

using System.Globalization;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.Beacon;

/// <summary>Weighs a series of even connections and puts it into words.</summary>
internal static class BeaconReport
{
    private const long DayMs = 86_400_000;
    private static readonly string[] Techniques = ["T1071.001", "T1573"];

    /// <summary>Null when what speaks against it leaves nothing to tell.</summary>
    public static Signal? Of(BeaconOptions options, BeaconState state, BeaconTrack track, in BeaconParts parts, EnrichedEvent e, in DetectionContext context)
    {
        var draft = new SignalDraft(BeaconDetector.DetectorId, context);
        var where = WireFlow.Words(e);
        var device = context.Entity.Value;
        var every = Say.Duration((long)(parts.IntervalSeconds * 1000));
        var first = Words.At(track.FirstSeconds * 1000L, context.Zone);
        draft.For(
            "even_intervals",
            string.Create(CultureInfo.InvariantCulture, $"{track.Connections} connections to {where} since {first}, about every {every} (half of them within {Say.Duration((long)(parts.DeviationSeconds * 1000))} of that), each sending about {Say.Number(parts.SizeBytes)} bytes, in {parts.Hours} of the last 24 hours. Evenness {parts.Score * 100:0} of 100: intervals {parts.Intervals * 100:0}, sizes {parts.Sizes * 100:0}, duration {parts.Duration * 100:0}, hours {parts.Histogram * 100:0}."),
            options.Points * (parts.Score - options.NoPointsAt) / (1 - options.NoPointsAt));
        WeighDestination(draft, e, context);
        WeighNovelty(draft, state, track, where, context);
        if (track.MeanLengthSeconds >= parts.IntervalSeconds * options.AlwaysOpenShare)
        {
            draft.Against("always_open", $"A connection lasts about as long as the interval, so one is open all the time: a push channel that is opened again when it has ended.", 20);
        }

        var learning = state.Clock.StillLearning(e.Event.TimeMs, context.Policy.LearningDays);
        if (learning is not null)
        {
            draft.Against("still_learning", $"{learning} Whether it always did so is not known yet.", 6);
        }

        if (!draft.IsWorthTelling)
        {
            return null;
        }

        if (CloudDestinations.Of(e) is null && KnownPeriodic.Of(e) is null)
        {
            draft.RelatesDestination(e);
        }

        draft.RelatesUser(e.Event.UserKey);
        return draft.Build(
            e,
            string.Create(CultureInfo.InvariantCulture, $"{track.Key:x8} {track.FirstSeconds}"),
            track.FirstSeconds * 1000L,
            $"{device} calls {where} about every {every}",
            Techniques,
            $"Find out which program on {device} talks to {WireFlow.Place(e)}. If nobody knows it, take the device off the network and look for other devices that call the same destination.",
            new SignalSubject { Device = device, User = e.Event.UserKey, Address = e.Dst.Ip, Country = e.Dst.Geo?.Country, Asn = e.Dst.Asn, Service = CloudDestinations.Of(e)?.Name },
            learning: learning);
    }

    private static void WeighDestination(SignalDraft draft, EnrichedEvent e, in DetectionContext context)
    {
        if (e.Dst.Indicators.Length > 0)
        {
            draft.For("destination_listed", $"{e.Dst.Ip} stands on {Words.Some([.. e.Dst.Indicators.Select(i => i.List)])}.", 25);
        }

        if (e.Dst.Egress == EgressClass.Tor)
        {
            draft.For("tor", "It goes into the Tor network.", 20);
        }
        else if (e.Dst.Egress is EgressClass.Residential or EgressClass.Mobile)
        {
            draft.For("home_line", $"It goes to {Words.Network(e.Dst.Egress)}: somebody's home and no company's server.", 8);
        }

        var service = CloudDestinations.Of(e);
        if (KnownPeriodic.Of(e) is { } what)
        {
            draft.Against("known_service", $"The destination is {what}, which machines call at even intervals by themselves.", 40);
            return;
        }

        if (CloudDestinations.IsSanctioned(e, service, context.Policy))
        {
            draft.Against("sanctioned_cloud", $"{service?.Name ?? WireFlow.Words(e)} is a cloud that the company uses; its programs look for news at even intervals.", 35);
        }
        else if (service is not null)
        {
            draft.Against("known_cloud", $"{service.Name} has programs that look for news at even intervals; but orders can wait there too.", 15);
        }
        else if (WireFlow.NameOf(e.Event) is null)
        {
            draft.For("no_name", $"The destination {WireFlow.Place(e)} has no name that was asked for or shown.", 8);
        }

        if (e.Event.Dst?.Port is { } port && !UsualPorts.Contains(port))
        {
            draft.For("unusual_port", string.Create(CultureInfo.InvariantCulture, $"Port {port} is none that ordinary programs use."), 6);
        }
    }

    private static void WeighNovelty(SignalDraft draft, BeaconState state, BeaconTrack track, string where, in DetectionContext context)
    {
        var knownMs = (track.FirstSeconds * 1000L) - state.Clock.SinceMs;
        if (knownMs >= context.Policy.LearningDays * DayMs)
        {
            draft.For("began_lately", $"The device has been known since {Say.Day(state.Clock.SinceMs)}, and began to call {where} only on {Say.Day(track.FirstSeconds * 1000L)}.", 8);
        }
    }
}

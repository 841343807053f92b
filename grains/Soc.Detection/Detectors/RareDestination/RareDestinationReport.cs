using System.Globalization;
using Soc.Detection.Detectors.ListedAddress;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.RareDestination;

/// <summary>Weighs a visit to a rare destination and puts it into words.</summary>
internal static class RareDestinationReport
{
    private const double DayMs = 86_400_000;
    private const double ListingFactor = 0.45;
    private static readonly string[] Techniques = ["T1071"];

    public static SignalDraft Weigh(RareDestinationOptions options, RareDestinationState state, in RareVisit visit, EnrichedEvent e, in DetectionContext context, string? learning)
    {
        var draft = new SignalDraft(RareDestinationDetector.DetectorId, context);
        var rarity = WeighRarity(draft, options, state, visit, context);
        WeighConnection(draft, options, visit, e);
        WeighListing(draft, options, e);
        if (learning is not null)
        {
            // Only that it is new is in doubt.
            draft.Against("still_learning", learning, rarity / 2);
        }

        return draft;
    }

    public static Signal Build(SignalDraft draft, RareDestinationState state, in RareVisit visit, EnrichedEvent e, in DetectionContext context, string? learning)
    {
        draft.Relates(EntityKey.Device(context.Entity.Client, visit.Device)).RelatesUser(e.Event.UserKey);
        if (WireFlow.NameOf(e.Event) is { } name)
        {
            draft.RelatesDomain(name);
        }
        else
        {
            draft.RelatesDestination(e);
        }

        var sent = e.Event.Traffic!.BytesOut >= RareDestinationOptions.Default.ManyBytes ? $", and sent {Say.Bytes(e.Event.Traffic.BytesOut)}" : "";
        return draft.Build(
            e,
            string.Create(CultureInfo.InvariantCulture, $"{RareDestinationDetector.DestinationOf(e)} {state.FirstDay(visit.At)}"),
            e.Event.TimeMs,
            visit.IsFirst && visit.Devices == 1
                ? $"{visit.Device} is the first here to go to {visit.Destination}{sent}"
                : $"{visit.Device} went to {visit.Destination}, where few here go{sent}",
            Techniques,
            draft.Score < RareDestinationOptions.Default.LowUnder
                ? "Nothing by itself: it counts where something else is found of the device."
                : $"Find out which program on {visit.Device} went to {WireFlow.Place(e)} and what for; see what else is known of the device.",
            new SignalSubject { Device = visit.Device, User = e.Event.UserKey, Address = e.Dst.Ip, Country = e.Dst.Geo?.Country, Asn = e.Dst.Asn },
            learning: learning);
    }

    private static double WeighRarity(SignalDraft draft, RareDestinationOptions options, RareDestinationState state, in RareVisit visit, in DetectionContext context)
    {
        double rarity = 0;
        var known = Words.Span(Math.Max(0, state.Clock.LastMs - state.Clock.SinceMs));
        if (visit.IsFirst)
        {
            rarity += 10;
            draft.For("first_time_here", $"None of the about {Words.Count(visit.AllDevices, "device")} of this client was seen to go to {visit.Destination} before {Say.Day(visit.Day * 86_400_000L)}; what they do has been watched for {known}.", 10);
        }

        var isCounted = visit.AllDevices >= options.MinDevices;
        if (visit.Devices == 1)
        {
            var points = isCounted && visit.Share <= options.RareShare ? 8 : 5;
            rarity += points;
            draft.For("one_device", visit.IsFirst ? "One device went there." : $"One device has gone there since {Say.Day(state.FirstDay(visit.At) * 86_400_000L)}, on {Words.Count(state.Days(visit.At), "day")}.", points);
        }
        else if (isCounted && visit.Share <= options.RareShare)
        {
            rarity += 4;
            draft.For("few_devices", $"{visit.Devices} of about {visit.AllDevices} devices go there.", 4);
        }
        else if (isCounted && visit.Share >= options.CommonShare)
        {
            draft.Against("common_here", $"About {visit.Devices} of {visit.AllDevices} devices go there: it is usual here.", 15);
        }
        else if (visit.Devices >= options.NormalDevices)
        {
            draft.Against("several_devices", $"{visit.Devices} devices go there, on {Words.Count(state.Days(visit.At), "day")}.", 6);
        }

        if (visit.IsFirst && state.CrowdedDay > 0 && visit.Day - state.CrowdedDay <= context.Policy.LearningDays)
        {
            draft.Against("memory_full", "More destinations are visited here than can be remembered: it may have been visited before.", 6);
        }

        return rarity;
    }

    private static void WeighConnection(SignalDraft draft, RareDestinationOptions options, in RareVisit visit, EnrichedEvent e)
    {
        if (RareDestinationDetector.IsNameless(e))
        {
            draft.For("no_name", $"No name was asked for or shown: the address {WireFlow.Place(e)} was called as such.", 12);
        }

        if (e.Event.Dst?.Port is { } port && !UsualPorts.Contains(port))
        {
            draft.For("unusual_port", string.Create(CultureInfo.InvariantCulture, $"Port {port} is none that ordinary programs use."), 10);
        }

        var sent = e.Event.Traffic!.BytesOut;
        if (sent >= options.ManyBytes)
        {
            draft.For("sent_much", $"{visit.Device} sent {Say.Bytes(sent)} there on one connection.", sent >= options.VeryManyBytes ? 28 : 18);
        }

        if (e.Dst.Egress == EgressClass.Tor)
        {
            draft.For("tor", "It goes into the Tor network.", 20);
        }
        else if (e.Dst.Egress is EgressClass.Residential or EgressClass.Mobile)
        {
            draft.For("home_line", $"It is {Words.Network(e.Dst.Egress)}: somebody's home and no company's server.", 8);
        }
    }

    private static void WeighListing(SignalDraft draft, RareDestinationOptions options, EnrichedEvent e)
    {
        var at = e.Event.TimeMs;
        IndicatorHit? strongest = null;
        double worth = -1;
        foreach (var hit in e.Dst.Indicators)
        {
            var aged = IndicatorAge.Score(hit, at, e.Dst.Egress);
            if (aged > worth)
            {
                (strongest, worth) = (hit, aged);
            }
        }

        if (strongest is null)
        {
            return;
        }

        var days = IndicatorAge.AgeDays(strongest, at);
        var category = string.Equals(strongest.Category, "unspecified", StringComparison.Ordinal) ? "" : $" as {strongest.Category}";
        draft.For("destination_listed", $"{e.Dst.Ip} stands on {strongest.List}{category}; the listing is {Words.Span((long)(days * DayMs))} old and still worth {Words.Number(worth)} of 100.", worth * ListingFactor);
        if (days < options.YoungListingDays && worth >= IndicatorAge.StaleBelow)
        {
            draft.For("young_listing", "The listing is of these days.", 10);
        }
        else if (worth < IndicatorAge.StaleBelow)
        {
            draft.Against("stale_listing", $"On {Words.Network(e.Dst.Egress)} a listing of that age says little.", 5);
        }
    }
}

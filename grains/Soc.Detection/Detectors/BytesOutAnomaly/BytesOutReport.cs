using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>Weighs a window of unusual sending and puts it into words.</summary>
internal static class BytesOutReport
{
    private static readonly string[] ToCloud = ["T1567.002"];
    private static readonly string[] Elsewhere = ["T1048"];

    /// <summary>Null when what speaks against it leaves nothing to tell.</summary>
    public static Signal? Of(BytesOutOptions options, BytesOutState state, in Exceedance found, in SendingEpisode episode, EnrichedEvent e, in DetectionContext context)
    {
        var draft = new SignalDraft(BytesOutDetector.DetectorId, context);
        var device = context.Entity.Value;
        var largest = found.Window.Largest(found.Class);
        var where = largest?.Name ?? BytesOutWords.Class(found.Class);
        var service = CloudDestinations.Of(e);
        var learning = state.Clock.StillLearning(e.Event.TimeMs, context.Policy.LearningDays);
        var total = Math.Max(found.Bytes, episode.Bytes);
        var surprise = WeighAmount(draft, found, total, where, context);
        WeighDestination(draft, options, state, found, largest, where, e, learning is null);
        Explain(draft, options, state, found, largest, where, e, learning);
        if (learning is not null)
        {
            // Only what rests on the baseline is in doubt: that it is much, and where it goes, is seen. What is explained needs no doubt.
            var doubt = draft.BenignReading is not null ? 0 : surprise * (found.HasBaseline ? 0.5 : 0.75);
            draft.Against("still_learning", learning, doubt);
        }

        if (!draft.IsWorthTelling || (learning is not null && draft.Score < SignalDraft.LeastWhileLearning))
        {
            return null;
        }

        draft.RelatesUser(e.Event.UserKey);
        if (service is null)
        {
            draft.RelatesDestination(e);
        }

        var span = total > found.Bytes ? $"within {Words.Span(episode.LastMs - episode.FirstMs)}" : found.IsDay ? "in a day" : "within an hour";
        return draft.Build(
            e,
            $"{(int)found.Class} {episode.AnchorMs}",
            episode.FirstMs,
            $"{device} sent {BytesOutWords.Size(total)} to {where} {span}; {BytesOutWords.About(found.UsualBytes)} {(found.IsDay ? "a day" : "an hour")} is usual",
            found.Class == DestinationClass.Elsewhere ? Elsewhere : ToCloud,
            found.Class switch
            {
                DestinationClass.Sanctioned => "Look only if it goes on: ask who uses the device whether he moved files on purpose.",
                DestinationClass.OtherCloud => $"Find out who used {device} then and ask what was uploaded. If nobody knows of it, take the device off the network and keep its disk.",
                _ => $"Find out which program on {device} sent it and what runs at {WireFlow.Place(e)}. If nobody knows of it, take the device off the network.",
            },
            learning: learning,
            subject: new SignalSubject { Device = device, User = e.Event.UserKey, Address = e.Dst.Ip, Country = e.Dst.Geo?.Country, Asn = e.Dst.Asn, Service = service?.Name });
    }

    // Points for how far over the usual it is, which a baseline that still learns cannot give in full.
    private static double WeighAmount(SignalDraft draft, in Exceedance found, long total, string where, in DetectionContext context)
    {
        var surprise = Math.Round(20 + Math.Min(25, 10 * Math.Log10(Math.Max(1, found.Times))), 1);
        var when = found.IsDay ? $"on {Say.Day(found.Window.StartMs)}" : $"in the hour from {Words.At(found.Window.StartMs, context.Zone)}";
        var usual = found.HasBaseline
            ? $"{BytesOutWords.About(found.UsualBytes)} to {BytesOutWords.Class(found.Class)} is usual for it, so this is {BytesOutWords.Times(found.Times)} as much"
            : $"it was not seen to send much to {BytesOutWords.Class(found.Class)} before";
        draft.For("sent_much_more", $"{BytesOutWords.Size(found.Bytes)} went out {when}, most of it to {where}; {usual}.", surprise);
        draft.For("amount", $"{BytesOutWords.Size(total)} is much in itself.", Math.Clamp(8 * Math.Log10(total / 1e8), 0, 20));
        if (found.IsOffHours)
        {
            draft.For("outside_working_hours", "Nobody is expected to work at that time.", 6);
        }

        return surprise;
    }

    private static void WeighDestination(SignalDraft draft, BytesOutOptions options, BytesOutState state, in Exceedance found, DestinationShare? largest, string where, EnrichedEvent e, bool hasLearned)
    {
        if (found.Class == DestinationClass.OtherCloud)
        {
            draft.For("cloud_not_agreed", $"{where} takes files from anybody with an account of his own, and the company does not name it as a cloud that it uses.", 25);
        }

        if (hasLearned && largest is { } share && state.FindDestination(share.Key) is null && found.Class != DestinationClass.Sanctioned)
        {
            draft.For("new_destination", $"This device did not send anything large to {where} before.", 8);
        }

        if (found.Class == DestinationClass.Elsewhere && WireFlow.NameOf(e.Event) is null && CloudDestinations.Of(e) is null)
        {
            draft.For("no_name", $"The destination {WireFlow.Place(e)} has no name that was asked for or shown.", 8);
        }

        if (e.Dst.Indicators.Length > 0)
        {
            draft.For("destination_listed", $"{e.Dst.Ip} stands on {Words.Some([.. e.Dst.Indicators.Select(i => i.List)])}.", 20);
        }

        switch (e.Dst.Egress)
        {
            case EgressClass.Tor:
                draft.For("tor", "It goes into the Tor network.", 20);
                break;
            case EgressClass.Residential or EgressClass.Mobile when found.Class == DestinationClass.Elsewhere:
                draft.For("home_line", $"It goes to {Words.Network(e.Dst.Egress)}: somebody's home and no company's server.", 8);
                break;
            default:
                break;
        }

        if (found.Class == DestinationClass.Sanctioned)
        {
            var isHuge = found.Times >= options.HugeTimes;
            draft.Against(
                "sanctioned_cloud",
                isHuge ? $"{where} is a cloud that the company uses; but {BytesOutWords.Times(found.Times)} the usual is more than that explains." : $"{where} is a cloud that the company uses.",
                isHuge ? 15 : 30);
        }
    }

    private static void Explain(SignalDraft draft, BytesOutOptions options, BytesOutState state, in Exceedance found, DestinationShare? largest, string where, EnrichedEvent e, string? learning)
    {
        if (largest is { } share
            && state.FindDestination(share.Key) is { } usual && usual.Days >= options.UsualDays
            && share.Bytes <= usual.Bytes * options.UsualTimes && share.Bytes >= found.Bytes / 2)
        {
            var text = $"It sent large uploads to {where} on {Words.Count(usual.Days, "day")} before, {BytesOutWords.About(usual.Bytes)} each: this looks like its backup or sync.";
            draft.Explain("usual_upload", options.UsualAtMost, "usual_destination", text);
        }

        if (learning is null)
        {
            return;
        }

        // The second night of a backup is not news, though it takes longer until it is known as one.
        if (found.Class != DestinationClass.OtherCloud && largest is { } again && SentMuchThereBefore(options, state, again.Key, e.Event.TimeMs))
        {
            draft.Limit(options.UsualAtMost, "same_as_before", $"It sent much to {where} on a day before as well, while this is still being learned.");
        }

        if (found.Class != DestinationClass.Sanctioned)
        {
            return;
        }

        var days = (e.Event.TimeMs - state.Clock.SinceMs) / 86_400_000;
        if (days < options.NewDeviceDays)
        {
            draft.Explain("new_device_fills_company_cloud", options.NewDeviceAtMost, "new_device", $"The device is new (first seen {Say.Day(state.Clock.SinceMs)}), and a new device brings its files to {where} in its first days.");
        }
    }

    private static bool SentMuchThereBefore(BytesOutOptions options, BytesOutState state, uint key, long atMs)
    {
        if (state.FindDestination(key) is not null)
        {
            return true;
        }

        foreach (var day in state.Days)
        {
            if (day.StartMs + 86_400_000 <= atMs && Array.Exists(day.Destinations, d => d.Key == key && d.Bytes >= options.LargeDayBytes))
            {
                return true;
            }
        }

        return false;
    }
}

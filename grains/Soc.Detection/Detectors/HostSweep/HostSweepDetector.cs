using System.Globalization;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.HostSweep;

/// <summary>A device inside tries one port on many hosts, and fails. One signal an episode, told again when its hosts or its ports have doubled.</summary>
public sealed class HostSweepDetector () : NetworkDetector<HostSweepState>(DetectorId, EntityKind.Device)
{
    private const string DetectorId = "host_sweep";
    private const int SamplesFrom = 5;
    private static readonly string[] Techniques = ["T1018", "T1046"];

    private readonly HostSweepOptions _options = HostSweepOptions.Default;

    /// <summary>Web servers outside are not counted: a proxy or a browser meets many that are gone.</summary>
    protected override bool Matters(EnrichedEvent e) =>
        ConnectionOutcome.IsFailedAttempt(e.Event)
        && ConnectionOutcome.IsFromInside(e)
        && (IsInside(e) || e.Event.Dst!.Port is not (80 or 443 or 8080 or 8443));

    protected override void Step(HostSweepState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var target = e.Event.Dst!;
        var port = (ushort)target.Port;
        var at = e.Event.TimeMs;
        if (state.Scan.Add(at, port, (ushort)StableHash.Of(target.Ip), _options.WindowSeconds, SeenTable.DayOf(at)) is not { } counts)
        {
            return;
        }

        if (counts.Fast == 1 && !state.Scan.Episode.Holds(at, ScanEpisodes.PauseMs))
        {
            state.Scan.Samples = [];
        }

        var isFast = counts.Fast >= _options.Hosts;
        if (counts.Fast >= SamplesFrom || counts.Today >= _options.HostsADay)
        {
            state.Scan.AddSample(new ScanSample(e.Event.Id, target.Hostname is { Length: > 0 and < 64 } name ? name : target.Ip!));
        }

        if ((isFast || counts.Today >= _options.HostsADay)
            && ScanEpisodes.Grow(state.Scan, counts, isFast, port, at, isFast ? _options.Hosts : _options.HostsADay, addsUp: false, context.Zone))
        {
            Tell(state.Scan, target, isFast, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(HostSweepState state, in DetectionContext context) =>
        state.Scan.Episode.IsOpen
            ? [$"Swept the network from {Words.At(state.Scan.Episode.FirstMs, context.Zone)} to {Words.At(state.Scan.Episode.LastMs, context.Zone)}, {Words.Count(state.Scan.Groups.Length, "port")}."]
            : [];

    private static bool IsInside(EnrichedEvent e) => e.Dst.Egress is EgressClass.Private or EgressClass.KnownEgress;

    // Ports over which machines are administered or taken.
    private static bool IsTakeover(ushort port) => port is 22 or 23 or 135 or 139 or 445 or 1433 or 2375 or 3306 or 3389 or 5432 or 5900 or 5985 or 5986 or 6379;

    // Ports at which programs look for printers, scanners and web pages of appliances.
    private static bool IsDiscovery(ushort port) => port is 80 or 443 or 515 or 631 or 1900 or 5357 or 8080 or 9100;

    private void Tell(ScanMemory scan, EndpointSection target, bool isFast, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var episode = scan.Episode;
        var device = context.Entity.Value;
        var draft = new SignalDraft(DetectorId, context);
        ScanEvidence.WeighSamples(draft, scan);
        var ports = string.Join(", ", scan.Groups.Take(6).Select(p => p.ToString(CultureInfo.InvariantCulture)));
        var least = isFast ? _options.Hosts : _options.HostsADay;
        var span = isFast ? $"within {Words.Span(episode.LastMs - episode.FirstMs)}" : "on one day";
        draft.For(
            isFast ? "many_hosts" : "many_hosts_slowly",
            $"{device} tried about {Words.Count(episode.Count, "host")} on {(scan.Groups.Length == 1 ? "port" : "ports")} {ports} {span}, and failed ({string.Join(", ", scan.Samples.Select(s => s.Text))} among them).",
            34 + Math.Min(24, 8 * ScanEpisodes.LevelOf(episode.Count, least)));
        var isTakeover = Array.Exists(scan.Groups, IsTakeover);
        if (isTakeover)
        {
            draft.For("ports_of_administration", $"Over such ports machines are administered, and taken over ({ports}).", 22);
        }
        else if (IsInside(e) && Array.TrueForAll(scan.Groups, IsDiscovery))
        {
            draft.Against("looks_for_printers", "Programs that look for printers, scanners and appliances try these ports.", 10);
        }

        if (scan.Groups.Length >= 3)
        {
            draft.For("several_ports", $"It did so on {Words.Count(scan.Groups.Length, "port")}.", 10);
        }

        ScanEvidence.WeighTime(draft, scan);
        if (!IsInside(e))
        {
            if (isTakeover)
            {
                draft.For("looks_for_victims", "The hosts are outside: an infected machine looks for its next victims so.", 10);
            }
            else
            {
                draft.Against("targets_outside", "The hosts are outside: programs that share files between people look like this.", 18);
            }
        }

        ScanEvidence.WeighHabit(draft, scan, context);
        sink.Emit(draft.Build(
            e,
            $"{episode.AnchorMs}",
            episode.FirstMs,
            $"{device} looks for hosts: about {Words.Number(episode.Count)} tried on {(scan.Groups.Length == 1 ? $"port {target.Port}" : Words.Count(scan.Groups.Length, "port"))}",
            Techniques,
            "Ask whether somebody tests or inventories the network. If not: cut the device off and look at what runs on it, and at which hosts answered.",
            new SignalSubject { Device = device, User = e.Event.UserKey, Address = e.Src.Ip }));
    }
}

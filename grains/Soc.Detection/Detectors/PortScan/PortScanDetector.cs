using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.PortScan;

/// <summary>A device inside tries many ports of one host, and fails. One signal an episode, told again when its ports or its hosts have doubled.</summary>
public sealed class PortScanDetector () : NetworkDetector<PortScanState>(DetectorId, EntityKind.Device)
{
    private const string DetectorId = "port_scan";
    private const int SamplesFrom = 5;
    private static readonly string[] Techniques = ["T1046"];

    private readonly PortScanOptions _options = PortScanOptions.Default;

    protected override bool Matters(EnrichedEvent e) =>
        ConnectionOutcome.IsFailedAttempt(e.Event) && ConnectionOutcome.IsFromInside(e);

    protected override void Step(PortScanState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var target = e.Event.Dst!;
        var host = (ushort)StableHash.Of(target.Ip);
        var at = e.Event.TimeMs;
        if (state.Scan.Add(at, host, (ushort)target.Port, _options.WindowSeconds, SeenTable.DayOf(at)) is not { } counts)
        {
            return;
        }

        var isFast = counts.Fast >= _options.Ports;
        if (counts.Fast == 1 && !state.Scan.Episode.Holds(at, ScanEpisodes.PauseMs))
        {
            state.Scan.Samples = [];
            (state.LowestPort, state.HighestPort) = (0, 0);
        }

        Note(state, target, e, counts.Fast);
        if ((isFast || counts.Today >= _options.PortsADay)
            && ScanEpisodes.Grow(state.Scan, counts, isFast, host, at, isFast ? _options.Ports : _options.PortsADay, addsUp: true, context.Zone))
        {
            Tell(state, target, isFast, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(PortScanState state, in DetectionContext context) =>
        state.Scan.Episode.IsOpen
            ? [$"Scanned ports on {Words.Count(state.Scan.Groups.Length, "host")} from {Words.At(state.Scan.Episode.FirstMs, context.Zone)} to {Words.At(state.Scan.Episode.LastMs, context.Zone)}."]
            : [];

    private static void Note(PortScanState state, EndpointSection target, EnrichedEvent e, int fast)
    {
        state.LowestPort = state.LowestPort == 0 ? target.Port : Math.Min(state.LowestPort, target.Port);
        state.HighestPort = Math.Max(state.HighestPort, target.Port);
        if (fast >= SamplesFrom)
        {
            state.Scan.AddSample(new ScanSample(e.Event.Id, $"{target.Port}"));
        }
    }

    private void Tell(PortScanState state, EndpointSection target, bool isFast, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var scan = state.Scan;
        var episode = scan.Episode;
        var draft = new SignalDraft(DetectorId, context);
        ScanEvidence.WeighSamples(draft, scan);
        var host = target.Hostname is { Length: > 0 } name ? $"{name} ({target.Ip})" : target.Ip!;
        var span = Words.Span(episode.LastMs - episode.FirstMs);
        var least = isFast ? _options.Ports : _options.PortsADay;
        var hosts = scan.Groups.Length;
        draft.For(
            isFast ? "many_ports" : "many_ports_slowly",
            $"{context.Entity.Value} tried about {Words.Count(episode.Count, "port")} {(hosts == 1 ? $"of {host}" : $"of {hosts} hosts, {host} the last of them,")} {(isFast ? $"within {span}" : "on one day")}, and failed (ports {state.LowestPort} to {state.HighestPort}).",
            (isFast ? 42 : 38) + Math.Min(30, 8 * ScanEpisodes.LevelOf(episode.Count, least)));
        if (hosts > 1)
        {
            draft.For("several_hosts", $"It scanned {hosts} hosts so.", hosts >= 5 ? 14 : 6);
        }

        if (draft.IsProtected(target.Ip, target.Hostname))
        {
            draft.For("protected_target", $"{host} is a protected asset.", 10);
        }

        ScanEvidence.WeighTime(draft, scan);
        if (state.LowestPort >= _options.FirstDynamicPort)
        {
            draft.Against("only_dynamic_ports", "Only ports that systems give by chance failed: calls back of a program that a firewall stops look like this.", 20);
        }

        if (e.Dst.Egress is not (EgressClass.Private or EgressClass.KnownEgress))
        {
            draft.Against("target_outside", "The target is outside: programs that share files between people look like this.", 10);
        }

        ScanEvidence.WeighHabit(draft, scan, context);
        draft.RelatesAddress(target.Ip, e.Dst.Egress);
        if (target.Hostname is { Length: > 0 } device && e.Dst.Egress == EgressClass.Private)
        {
            draft.Relates(EntityKey.Device(context.Entity.Client, device));
        }

        sink.Emit(draft.Build(
            e,
            $"{episode.AnchorMs}",
            episode.FirstMs,
            hosts == 1 ? $"{context.Entity.Value} scans the ports of {host}" : $"{context.Entity.Value} scans the ports of {hosts} hosts",
            Techniques,
            "Ask whether somebody tests the network. If not: cut the device off and look at what runs on it, and at what it reached afterwards.",
            new SignalSubject { Device = context.Entity.Value, User = e.Event.UserKey, Address = e.Src.Ip }));
    }
}

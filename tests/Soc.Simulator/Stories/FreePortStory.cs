using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 7, live: a small computer that nobody knows is plugged into a free port, and looks around.</summary>
internal sealed class FreePortStory : IStory
{
    private const int Hosts = 60;
    private const int Ports = 40;
    private const long MostDelayMs = 20_000;

    private long _liveMs;

    public int Number => 7;

    public string Title => "The free network port";

    public string Expected => "new_network_device known within 20 seconds of the event, by the finding's own times; its scan in the same incident, on time";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.Stranger];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs) => [];

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        var stranger = Fleet.Stranger;
        yield return Capture.Station(stranger, nowMs - 6_000, isNamed: false) with { AfterAllBefore = true };
        yield return Capture.Lease(stranger, nowMs - 5_800, "dhcpcd-9.4.1:Linux-6.1.21:armv7l");

        // Zeek's S0 and REJ: most addresses are empty, and the server refuses what it does not offer.
        for (var i = 0; i < Hosts; i++)
        {
            yield return Capture.Flow(stranger, nowMs - 5_000 + (i * 30), new FlowOf(string.Create(CultureInfo.InvariantCulture, $"10.20.40.{30 + i}"), 445, State: "S0") { SourcePort = 40_000 + i });
        }

        for (var i = 0; i < Ports; i++)
        {
            yield return Capture.Flow(stranger, nowMs - 3_000 + (i * 30), new FlowOf("10.20.1.11", 20 + (i * 37), State: "REJ") { SourcePort = 41_000 + i });
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Fleet.Stranger, _liveMs - Clock.HourMs, cancellationToken);
        var found = incidents.FirstOrDefault(i => i.Signal("new_network_device") is not null);
        var times = found?.Signal("new_network_device")?.Times;
        var passed = found is { Escalation: { Late: false, Decision: not "none" } }
            && times is { DelayMs: < MostDelayMs }
            && times.Event.ToUnixTimeMilliseconds() >= _liveMs - Clock.MinuteMs
            && found.Signal("host_sweep", "port_scan") is not null;
        var delay = times is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; the new device was known {times.DelayMs / 1000d:0.0} s after its first packet, {times.OwnDelayMs / 1000d:0.00} s of them here");
        return Findings.Outcome(passed, Findings.InWords(incidents) + delay, incidents);
    }
}

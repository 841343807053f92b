using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 8: at three in the morning a machine sweeps the network and scans the server, at a company that wants to be woken for that and at
/// one that does not. Only the decision is shown: cutting the machine off is not part of it yet.
/// </summary>
public sealed class NightSweepStory : IStory
{
    private const int Hosts = 230;
    private const int Ports = 120;
    private const double WakeFrom = 90;
    private static readonly int[] Doors = [22, 445, 3389];

    private long _dayMs;

    public int Number => 8;

    public string Title => "3 a.m. (no containment yet)";

    public string Expected => "from 90: wake where the client agreed, the digest where not; only the decision, no containment yet";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.AtelierSweeper, Fleet.KanzleiSweeper];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        return Machines.SelectMany(m => Sweep(m, ThreeInTheMorning(m.Company, storyDayMs)));
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var atelier = await Findings.OfAsync(api, Fleet.AtelierSweeper, _dayMs, cancellationToken);
        var kanzlei = await Findings.OfAsync(api, Fleet.KanzleiSweeper, _dayMs, cancellationToken);
        var passed = Grave(atelier) is { Escalation.Decision: "wake" } && Grave(kanzlei) is { Escalation.Decision: "digest" };
        return Findings.Outcome(passed, $"woken: {Findings.InWords(atelier)}; not woken: {Findings.InWords(kanzlei)}", atelier.Concat(kanzlei));
    }

    private static ApiIncident? Grave(IEnumerable<ApiIncident> incidents) => incidents.FirstOrDefault(i => i.Score >= WakeFrom && i.Signal("host_sweep", "port_scan") is not null);

    private static long ThreeInTheMorning(Company company, long dayMs)
    {
        var local = DateTimeOffset.FromUnixTimeMilliseconds(dayMs).DateTime.AddHours(3).AddMinutes(4);
        return dayMs + (3 * Clock.HourMs) + (4 * Clock.MinuteMs) - (long)TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone).GetUtcOffset(local).TotalMilliseconds;
    }

    private static IEnumerable<RawRecord> Sweep(Machine machine, long atMs)
    {
        var net = machine.Ip[..(machine.Ip.LastIndexOf('.') + 1)];
        for (var i = 0; i < Hosts; i++)
        {
            var host = net + (20 + i).ToString(CultureInfo.InvariantCulture);
            foreach (var door in Doors.Where(_ => !string.Equals(host, machine.Ip, StringComparison.Ordinal)))
            {
                yield return Capture.Flow(machine, atMs + (i * Clock.SecondMs), new FlowOf(host, door, State: "S0") { SourcePort = 40_000 + (i * Doors.Length) });
            }
        }

        for (var i = 0; i < Ports; i++)
        {
            yield return Capture.Flow(machine, atMs + ((Hosts + 5) * Clock.SecondMs) + (i * 300), new FlowOf(net + "10", 20 + (i * 41), State: "REJ") { SourcePort = 42_000 + i });
        }
    }
}

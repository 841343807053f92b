using System.Globalization;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Estate;

/// <summary>Ordinary days of the machines that stories are about: there in the morning, and a little traffic at no even intervals.</summary>
public sealed class OfficeTraffic(ulong seed)
{
    private const long DayMs = OrdinaryLife.DayMs;
    private const int HourMs = 3_600_000;
    private const int VisitsADay = 4;

    private static readonly (string Host, string Ip, string Application)[] Destinations =
    [
        ("outlook.office365.com", "52.97.133.146", "outlook-web-online"),
        ("teams.microsoft.com", "52.113.194.132", "ms-teams"),
        ("www.bbc.co.uk", "151.101.0.81", "web-browsing"),
        ("login.salesforce.com", "13.110.61.12", "salesforce-base"),
    ];

    /// <param name="firstDayMs">Midnight UTC, ms since the epoch.</param>
    public IEnumerable<RawRecord> Records(long firstDayMs, int days)
    {
        for (var day = firstDayMs; day < firstDayMs + (days * DayMs); day += DayMs)
        {
            if (DateTimeOffset.FromUnixTimeMilliseconds(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            foreach (var machine in Fleet.Settled)
            {
                foreach (var record in Day(machine, day))
                {
                    yield return record;
                }
            }
        }
    }

    /// <summary>A working day of a machine.</summary>
    public IEnumerable<RawRecord> Day(Machine machine, long dayMs)
    {
        var rng = new Rng(Seeds.Of(seed, machine.Mac, dayMs.ToString(CultureInfo.InvariantCulture)));
        if (machine.Sensor is not null)
        {
            yield return Capture.Station(machine, dayMs + (7L * HourMs) + rng.Next(HourMs));
        }

        for (var visit = 0; visit < VisitsADay; visit++)
        {
            var (host, ip, application) = Destinations[visit];
            var at = dayMs + ((8L + (2 * visit)) * HourMs) + rng.Next(2 * HourMs);
            var flow = new FlowOf(ip, 443, BytesOut: 200_000L + rng.Next(1_500_000), BytesIn: 1_000_000L + rng.Next(20_000_000)) { Host = host, Application = application, SourcePort = 49_152 + rng.Next(16_000) };
            yield return machine.Sensor is null ? PanOs.Outbound(machine, at, flow) : Capture.Flow(machine, at, flow);
        }
    }
}

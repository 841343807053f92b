using System.Globalization;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Estate;

/// <summary>Days in which nothing happens, in raw vendor records, day by day and in order of time.</summary>
/// <param name="isAbsent">Person and day (ms since the epoch, midnight UTC): lives elsewhere that day, since a story tells it.</param>
public sealed class OrdinaryLife(ulong seed, IReadOnlyList<Person> people, Func<Person, long, bool> isAbsent)
{
    public const long DayMs = 86_400_000;
    private const long MinuteMs = 60_000;

    private static readonly string[] Apps = ["Office 365 Exchange Online", "Microsoft Teams", "SharePoint Online", "Salesforce", "Azure Portal"];

    /// <param name="firstDayMs">Midnight UTC, ms since the epoch.</param>
    public IEnumerable<RawRecord> Records(long firstDayMs, int days)
    {
        var planner = new DayPlanner(seed, firstDayMs, days);
        for (var day = 0; day < days; day++)
        {
            var dayMs = firstDayMs + (day * DayMs);
            var records = new List<RawRecord>();
            foreach (var person in people.Where(p => !isAbsent(p, dayMs)))
            {
                var rng = new Rng(Seeds.Of(seed, person.Upn, dayMs.ToString(CultureInfo.InvariantCulture)));
                if (planner.Plan(person, dayMs, rng) is { } plan)
                {
                    Live(records, person, plan, dayMs, rng);
                }
            }

            foreach (var record in records.OrderBy(r => r.AtMs))
            {
                yield return record;
            }
        }
    }

    private static void Live(List<RawRecord> records, Person p, DayPlan plan, long dayMs, Rng rng)
    {
        // West of the Atlantic the day begins five hours later.
        var zoneMinutes = plan.Place.Country == "US" ? 300 : 0;
        var at = dayMs + ((p.StartMinute + zoneMinutes + rng.Next(30)) * MinuteMs) + (rng.Next(60) * 1000);
        if (!plan.IsOffice)
        {
            at = VpnSession.Connect(records, p, plan.Place, plan.Ip, at, rng);
        }

        if (plan.MistypesPassword)
        {
            records.Add(Entra.SignIn(p, at, plan.Place, plan.Ip, Device(p, plan) with { ErrorCode = 50126, FailureReason = "Error validating credentials due to invalid username or password.", MfaMethod = null }));
            at += 15_000 + rng.Next(20_000);
        }

        SignIns(records, p, plan, at, rng);
        if (p.Company == Company.Norvik && !plan.IsOffice)
        {
            Traffic(records, p, at, rng);
        }
    }

    private static void SignIns(List<RawRecord> records, Person p, DayPlan plan, long at, Rng rng)
    {
        var options = Device(p, plan);
        var interactive = 2 + rng.Next(2);
        for (var i = 0; i < interactive; i++)
        {
            // Some leave through the company's VPN, most straight from where they are.
            var throughVpn = !plan.IsOffice && i > 0 && rng.Chance(0.2);
            var ip = throughVpn ? p.Company.VpnExitIp : plan.Ip;
            records.Add(Entra.SignIn(p, at + (i * 3 * 60 * MinuteMs / 2) + rng.Next(600_000), plan.Place, ip, options with { App = Apps[(p.Number + i) % Apps.Length] }));
        }

        var refreshes = 5 + rng.Next(5);
        for (var i = 0; i < refreshes; i++)
        {
            records.Add(Entra.SignIn(p, at + (5 * MinuteMs) + rng.Next(8 * 60 * (int)MinuteMs), plan.Place, plan.Ip, options with { App = Apps[rng.Next(3)], Interactive = false, MfaMethod = null }));
        }

        if (plan.IsOnTheMove)
        {
            var mobile = p.Home.Country == "GB" ? Place.MobileUk : Place.MobileSwiss;
            if (plan.Place == p.Home && p.Home != Place.Lisbon)
            {
                records.Add(Entra.SignIn(p, at + (9 * 60 * MinuteMs) + rng.Next(1_800_000), mobile, mobile.Ip(p.HomeHost), options with { App = "Microsoft Teams", Os = "Ios 18.1", Browser = "Mobile Safari", DeviceName = $"{p.Login}-iphone", DeviceId = Ids.Guid("phone", p.Upn) }));
            }
        }

        if (plan.WorksLate)
        {
            records.Add(Entra.SignIn(p, at + (13 * 60 * MinuteMs) + rng.Next(3_600_000), plan.Place, plan.IsOffice ? p.HomeIp : plan.Ip, options));
        }
    }

    private static void Traffic(List<RawRecord> records, Person p, long at, Rng rng)
    {
        for (var i = 0; i < 2; i++)
        {
            var received = (5L + rng.Next(75)) * 1_000_000;
            records.Add(PanOs.Traffic(p, at + ((1 + i) * 2 * 60 * MinuteMs) + rng.Next(3_600_000), VpnSession.TunnelIp(p), $"10.20.1.{10 + rng.Next(6)}", rng.Chance(0.5) ? "ms-ds-smb" : "web-browsing", received / 12, received));
        }
    }

    private static Entra.Options Device(Person p, DayPlan plan) => plan.HasNewLaptop
        ? new Entra.Options { DeviceName = $"{p.Hostname}B", DeviceId = Ids.Guid("device-2", p.Upn) }
        : new Entra.Options();
}

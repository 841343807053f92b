using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Content.Tests.Detection;

/// <summary>Events of all sorts, by seed: many places, devices and users, out of order, with parts missing, with absurd times and sizes.</summary>
internal static class VariedEvents
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Places = [.. CasePlaces.All.Keys.Order(StringComparer.Ordinal)];
    private static readonly EventClass[] Classes =
        [EventClass.Authentication, EventClass.Authentication, EventClass.Authentication, EventClass.TunnelActivity, EventClass.NetworkActivity, EventClass.AccountChange, EventClass.EntityManagement, EventClass.DetectionFinding];

    private static readonly FailureKind[] Failures = Enum.GetValues<FailureKind>();
    private static readonly EgressClass[] Egresses = Enum.GetValues<EgressClass>();

    public static EnrichedEvent Next(Random random, int i)
    {
        var time = random.Next(50) switch
        {
            0 => Start.AddDays(random.Next(-400, 400)),
            1 => DateTimeOffset.FromUnixTimeMilliseconds(random.Next(2) == 0 ? 0 : -1),
            2 => DateTimeOffset.MaxValue.AddDays(-1),
            _ => Start.AddMinutes(i * 40.0).AddMinutes(random.Next(10) == 0 ? -random.Next(10_000) : random.Next(30)),
        };
        var authored = new AuthoredEvent
        {
            T = time,
            User = random.Next(10) == 0 ? "" : Text("user", random, 600) + "@example.com",
            Place = random.Next(4) == 0 ? null : Places[random.Next(Places.Length)],
            Ip = random.Next(3) switch { 0 => null, 1 => "2001:db8::" + random.Next(1, 9999).ToString("x", CultureInfo.InvariantCulture), _ => $"192.0.{random.Next(256)}.{random.Next(1, 255)}" },
            Country = random.Next(8) == 0 ? new string([(char)('A' + random.Next(26)), (char)('A' + random.Next(26))]) : null,
            Egress = random.Next(3) == 0 ? Egresses[random.Next(Egresses.Length)] : null,
            Service = random.Next(20) == 0 ? Text("service", random, 50) : null,
            Asn = random.Next(5) == 0 ? random.Next(1, 400_000) : null,
            Class = Classes[random.Next(Classes.Length)],
            Activity = random.Next(1, 4),
            Status = random.Next(3) == 0 ? EventStatus.Failure : EventStatus.Success,
            Interactive = random.Next(3) switch { 0 => null, 1 => false, _ => true },
            Mfa = random.Next(3) switch { 0 => null, 1 => false, _ => true },
            MfaFromToken = random.Next(4) == 0,
            FactorStep = random.Next(6) == 0,
            Factor = random.Next(2) == 0 ? AuthFactor.Push : AuthFactor.None,
            Failure = Failures[random.Next(Failures.Length)],
            App = Text("app", random, 200),
            Session = random.Next(2) == 0 ? Text("session", random, 900) : null,
            Device = random.Next(2) == 0 ? Text("device", random, 900) : null,
            Host = random.Next(2) == 0 ? new string('h', random.Next(1, 200)) : null,
            Os = random.Next(2) == 0 ? Text("Os ", random, 40) : null,
            Client = random.Next(2) == 0 ? Text("Browser ", random, 40) : null,
            Ua = random.Next(2) == 0 ? Text("Mozilla/5.0 (X) ", random, 400) : null,
            Managed = random.Next(3) == 0 ? true : null,
            Vpn = random.Next(6) == 0,
            FactorIp = random.Next(6) == 0 ? "203.0.113." + random.Next(1, 255).ToString(CultureInfo.InvariantCulture) : null,
            ProviderRisk = random.Next(6) == 0 ? "high" : null,
            Late = random.Next(20) == 0,
            Geo = random.Next(10) != 0,
            Indicators = random.Next(12) == 0 ? [new AuthoredIndicator(time, Text("list", random, 30))] : [],
            MfaChange = random.Next(20) == 0,
            Op = random.Next(10) == 0 ? "Operation" : null,
            BytesIn = random.Next(6) == 0 ? random.NextInt64(long.MaxValue) : 0,
            BytesOut = random.Next(6) == 0 ? random.NextInt64(long.MaxValue) : 0,
        };
        var e = CaseEventBuilder.Build(authored, time.ToUnixTimeMilliseconds(), i + 1);

        // The gateway's clock is right whatever the source says.
        return e with { Event = e.Event with { ReceivedMs = Start.AddMinutes(i * 40.0 + 31).ToUnixTimeMilliseconds() } };
    }

    private static string Text(string prefix, Random random, int kinds) => prefix + random.Next(kinds).ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Content.Tests.Detection;

/// <summary>Connections and name questions of all sorts, by seed: many destinations, out of order, with parts missing, with absurd times and sizes.</summary>
internal static class VariedTraffic
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string?[] States = [null, "SF", "SF", "S1", "S0", "REJ", "OTH", "RSTO"];
    private static readonly string[] Types = ["A", "AAAA", "TXT", "NULL", "HTTPS"];
    private static readonly string?[] Applications = [null, "ssl", "dropbox", "ms-onedrive"];

    public static EnrichedEvent Next(Random random, int i)
    {
        var time = random.Next(60) switch
        {
            0 => Start.AddDays(random.Next(-400, 400)),
            1 => DateTimeOffset.FromUnixTimeMilliseconds(random.Next(2) == 0 ? 0 : -1),
            2 => DateTimeOffset.MaxValue.AddDays(-1),
            _ => Start.AddSeconds((i * 15.0) - (random.Next(10) == 0 ? random.Next(10_000) : 0)),
        };
        var isDns = random.Next(3) == 0;
        var authored = new AuthoredEvent
        {
            T = time,
            User = "",
            Ip = "10.1." + (random.Next(4) == 0 ? random.Next(256) : 1).ToString(CultureInfo.InvariantCulture) + ".5",
            Source = random.Next(2) == 0 ? "capture" : "panos",
            Class = isDns ? EventClass.DnsActivity : random.Next(50) == 0 ? EventClass.DeviceInventory : EventClass.NetworkActivity,
            Activity = random.Next(0, 7),
            DstIp = $"203.0.{random.Next(256)}.{random.Next(1, 255)}",
            DstPort = random.Next(3) == 0 ? random.Next(65_536) : 443,
            DstHost = random.Next(4) == 0 ? null : HostOf(random),
            DstEgress = (EgressClass)random.Next(11),
            DstIndicators = random.Next(40) == 0 ? [new AuthoredIndicator(time, "list")] : [],
            State = States[random.Next(States.Length)],
            NetApp = Applications[random.Next(Applications.Length)],
            Ongoing = random.Next(5) == 0,
            Community = random.Next(2) == 0 ? "1:" + random.Next(200).ToString(CultureInfo.InvariantCulture) : null,
            DurationMs = random.Next(4) == 0 ? random.NextInt64(long.MaxValue) : 100,
            BytesOut = random.Next(6) switch { 0 => random.NextInt64(long.MaxValue), 1 => random.Next(900_000_000), _ => random.Next(1, 4_000) },
            BytesIn = random.Next(6) == 0 ? random.NextInt64(long.MaxValue) : 100,
            Query = isDns ? (random.Next(30) == 0 ? "." : HostOf(random)) : null,
            QueryType = Types[random.Next(Types.Length)],
            Rcode = random.Next(-1, 4),
            Answers = random.Next(2) == 0 ? [] : ["127.0.0.2"],
            Late = random.Next(20) == 0,
        };
        var e = CaseEventBuilder.Build(authored, time.ToUnixTimeMilliseconds(), i + 1);

        // Some destinations are called evenly, now and then a little late.
        if (i % 25 < 10)
        {
            e = CaseEventBuilder.Build(Even(i % 25, random), Start.AddSeconds(i * 15.0).ToUnixTimeMilliseconds(), i + 1);
        }

        // The gateway's clock is right whatever the source says.
        return e with { Event = e.Event with { ReceivedMs = Start.AddSeconds((i * 15.0) + 30).ToUnixTimeMilliseconds() } };
    }

    private static AuthoredEvent Even(int which, Random random) => new()
    {
        T = Start,
        User = "",
        Ip = "10.1.1.5",
        Source = "capture",
        Class = EventClass.NetworkActivity,
        Activity = Activity.Network.Traffic,
        State = "SF",
        DstIp = $"203.0.114.{which}",
        DstPort = 443,
        BytesOut = 400 + random.Next(20),
    };

    private static string HostOf(Random random) => random.Next(5) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(long.MaxValue):x}.{random.NextInt64(long.MaxValue):x}.t{random.Next(6)}.example"),
        1 => string.Create(CultureInfo.InvariantCulture, $"www.site{random.Next(4_000)}.example.co.uk"),
        2 => new string('x', random.Next(1, 250)),
        3 => "..",
        _ => string.Create(CultureInfo.InvariantCulture, $"www.site-number-{random.Next(4_000)}-of-many.a{random.Next(4_000)}.example"),
    };
}

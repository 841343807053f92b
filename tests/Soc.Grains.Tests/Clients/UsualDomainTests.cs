using System.Globalization;
using System.Text;
using Shouldly;
using Soc.GrainInterfaces.Clients;
using Soc.Grains.Clients;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Grains.Tests.Clients;

/// <summary>What the client's devices have called for long ties no findings; what began with the finding does, however many call it by then.</summary>
public sealed class UsualDomainTests
{
    private const long DayMs = 86_400_000;
    private const int Days = 40;
    private const int DevicesOfClient = 6;
    private const int FoundAfterDays = 30;

    [Theory]
    [InlineData("supplier.example", 0, true)]
    [InlineData("outbreak.example", FoundAfterDays, false)]
    [InlineData("last-week.example", FoundAfterDays - 7, false)]
    [InlineData("never-called.example", Days, false)]
    [InlineData("shop.github.io", 0, false)]
    public void A_domain_is_usual_when_it_was_so_long_before(string domain, int calledFromDay, bool isUsual)
    {
        var client = new ClientCore(Make.Client, Make.Catalog);
        var events = Enumerable.Range(calledFromDay, Days - calledFromDay)
            .SelectMany(day => Enumerable.Range(0, DevicesOfClient).Select(device => Call(domain, device, Make.Morning + (day * DayMs))))
            .ToArray();
        EnrichedEvent[] enriched = [.. events.Select((e, i) => new EnrichedEvent(i, e, new AddressFacts { Ip = e.Src!.Ip, Egress = EgressClass.Private }, IsLate: false)
        {
            Dst = new AddressFacts { Ip = e.Dst!.Ip, Egress = EgressClass.Hosting },
        })];
        client.Observe(new ClientObservations(0, enriched.Length, [], [], enriched), Make.Policy, TimeZoneInfo.Utc, []);

        var found = client.Accept([Finding(domain)], Make.Policy, TimeZoneInfo.Utc, Make.Morning).Incidents.Single().Signals.Single();
        found.UsualDomains.ShouldBe(isUsual ? [domain] : []);
    }

    private static SecurityEvent Call(string domain, int device, long atMs) => new()
    {
        Id = EventId.FromContent(Make.Client, "test", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{domain}|{device}|{atMs}"))),
        Client = Make.Client,
        Class = EventClass.NetworkActivity,
        ActivityId = Activity.Network.Close,
        TimeMs = atMs,
        ReceivedMs = atMs + Make.SecondMs,
        Source = "test",
        Status = EventStatus.Success,
        Src = new EndpointSection { Ip = string.Create(CultureInfo.InvariantCulture, $"10.1.0.{10 + device}") },
        Dst = new EndpointSection { Ip = "198.51.100.80", Port = 443, Hostname = "www." + domain },
        Traffic = new TrafficSection { BytesOut = 900, BytesIn = 4_000, ProtocolNumber = 6 },
    };

    private static Signal Finding(string domain) => new()
    {
        Id = "s1",
        Detector = "beacon",
        Entity = EntityKey.Device(Make.Client, "10.1.0.10"),
        Score = 60,
        AtMs = Make.Morning + (Days * DayMs),
        FirstMs = Make.Morning + (FoundAfterDays * DayMs),
        ReceivedMs = Make.Morning + (Days * DayMs),
        Title = "A finding",
        Related = [new EntityKey(Make.Client, EntityKind.Domain, domain)],
        EvidenceFor = [new Evidence("seen", "It was seen.", 60)],
    };
}

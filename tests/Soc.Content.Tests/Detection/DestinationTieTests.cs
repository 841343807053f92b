using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>What a finding about a destination can be tied by, here and at other clients.</summary>
public sealed class DestinationTieTests
{
    private const string Far = "198.51.100.80";
    private const int Hetzner = 24_940;
    private const int Cloudflare = 13_335;
    private const int Amazon = 16_509;

    [Theory]
    [InlineData(EgressClass.Hosting, Hetzner, true, false)]
    [InlineData(EgressClass.Residential, 0, true, false)]
    [InlineData(EgressClass.Hosting, Amazon, false, false)]
    [InlineData(EgressClass.Hosting, Cloudflare, false, true)]
    [InlineData(EgressClass.Tor, Hetzner, false, true)]
    [InlineData(EgressClass.CommercialVpn, Hetzner, false, true)]
    public void An_address_means_the_same_elsewhere_where_it_is_of_one_party(EgressClass egress, int asn, bool isTold, bool isShared)
    {
        var signal = Found(host: null, new AddressFacts { Ip = Far, Egress = egress, Asn = asn });
        signal.OutsideAddresses.ShouldBe(isTold ? [Far] : []);
        signal.SharedAddresses.ShouldBe(isShared ? [Far] : []);
        signal.Related.ShouldContain(EntityKey.Address(CaseEventBuilder.Client, Far));
    }

    [Theory]
    [InlineData("cdn.evil-update.net", "evil-update.net")]
    [InlineData("c2.github.io", "c2.github.io")]
    public void A_name_is_told_by_the_domain_of_whoever_has_it(string host, string domain) =>
        Found(host, new AddressFacts { Ip = Far, Egress = EgressClass.Hosting, Asn = Hetzner }).Related
            .ShouldContain(new EntityKey(CaseEventBuilder.Client, EntityKind.Domain, domain));

    [Fact]
    public void Who_saw_it_is_told_with_the_address_inside() =>
        Found(host: null, new AddressFacts { Ip = Far, Egress = EgressClass.Hosting, Asn = Hetzner }).SeenAt.ShouldBe([new SignalPlace("sensor-zrh", "10.1.0.12")]);

    private static Signal Found(string? host, AddressFacts far)
    {
        var detector = DetectorFolders.Catalog.Value.Detectors.Single(d => d.Id == "rare_destination");
        var sink = new Kept();
        var at = new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var e = new SecurityEvent
        {
            Id = new EventId(1, 1),
            Client = CaseEventBuilder.Client,
            Class = EventClass.NetworkActivity,
            ActivityId = Activity.Network.Close,
            TimeMs = at,
            ReceivedMs = at + 500,
            Source = "capture",
            Reporter = "sensor-zrh",
            Status = EventStatus.Success,
            Device = new DeviceSection { Uid = "3c:52:82:10:00:02" },
            Src = new EndpointSection { Ip = "10.1.0.12" },
            Dst = new EndpointSection { Ip = Far, Port = 8_443, Hostname = host },
            Traffic = new TrafficSection { BytesOut = 900_000_000, BytesIn = 4_000, ProtocolNumber = 6, State = "SF" },
        };
        var enriched = new EnrichedEvent(1, e, new AddressFacts { Ip = "10.1.0.12", Egress = EgressClass.Private }, IsLate: false) { Dst = far };
        detector.Step(null, enriched, new DetectionContext(EntityKey.ForClient(CaseEventBuilder.Client), ClientPolicy.DefaultFor(CaseEventBuilder.Client), TimeZoneInfo.Utc), sink);
        return sink.Signals.ShouldHaveSingleItem();
    }

    private sealed class Kept : ISignalSink
    {
        public List<Signal> Signals { get; } = [];

        public void Emit(Signal signal) => Signals.Add(signal);
    }
}

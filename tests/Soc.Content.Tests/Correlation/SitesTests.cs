using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class SitesTests
{
    private static readonly long _t = Make.At(2026, 3, 3, 12);

    [Fact]
    public void Observers_of_different_devices_are_different_sites() =>
        Of(Make.Policy, Seen("pc-1", "sensor-zrh", "10.1.0.5"), Seen("pc-2", "sensor-gva", "10.2.0.5")).ShouldBe(["sensor-gva", "sensor-zrh"]);

    [Fact]
    public void Observers_of_one_device_are_one_site() =>
        Of(Make.Policy, Seen("3c:52:82:10:00:02", "sensor-zrh", "10.1.0.5"), Seen("10.1.0.5", "fw-zrh", "10.1.0.5"), Seen("pc-9", "fw-zrh", "10.1.0.9"))
            .ShouldBe(["fw-zrh with sensor-zrh"]);

    [Fact]
    public void An_observer_that_joins_two_makes_them_one() =>
        Of(Make.Policy, Seen("pc-1", "a", null), Seen("pc-2", "b", null), Seen("pc-1", "c", null), Seen("pc-2", "c", null)).ShouldBe(["a with b with c"]);

    [Fact]
    public void What_the_client_calls_its_networks_comes_first()
    {
        var policy = Make.Policy with { KnownEgress = [new("10.1.0.0/16", "Zurich", false), new("10.2.0.0/16", "Geneva", false), new("10.9.0.0/16", "VPN", true)] };
        Of(policy, Seen("pc-1", "core", "10.1.0.5"), Seen("pc-2", "core", "10.2.0.5")).ShouldBe(["Geneva", "Zurich"]);
        Of(policy, Seen("pc-1", "core", "10.1.0.5"), Seen("pc-2", "core", "10.9.0.5")).ShouldBe(["core", "Zurich"], "behind a VPN nobody is at a site of that name");
    }

    [Fact]
    public void The_story_says_so_where_there_are_two_and_only_there()
    {
        var index = new IncidentIndex();
        var waiting = new WaitingSignals();
        StoryAfter(Seen("pc-1", "sensor-zrh", null)).ShouldNotContain("site");
        StoryAfter(Seen("pc-2", "sensor-gva", null)).ShouldContain("Seen at 2 sites: sensor-gva, sensor-zrh.");

        string StoryAfter(Signal signal) => new Correlator().Accept(index, waiting, [signal], Make.Policy, Make.London, _t).Incidents.Single().Story;
    }

    private static IReadOnlyList<string> Of(ClientPolicy policy, params Signal[] signals)
    {
        var sites = Sites.Of(signals, policy);
        Sites.Of([.. signals.Reverse()], policy).ShouldBe(sites, "whatever the order");
        return sites;
    }

    private static Signal Seen(string device, string observer, string? ip) => Make.Signal(device + observer, "beacon", "-", 50, _t, 1) with
    {
        Entity = EntityKey.Device(Make.Client, device),
        Subject = new SignalSubject { Device = device },
        SeenAt = [new SignalPlace(observer, ip)],
    };
}

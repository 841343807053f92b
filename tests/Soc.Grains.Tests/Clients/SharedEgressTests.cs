using Shouldly;
using Soc.Grains.Clients;
using Soc.Grains.Entities;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Grains.Tests.Clients;

/// <summary>From events to incidents: what an address says of two people depends on the network that it belongs to.</summary>
public sealed class SharedEgressTests
{
    [Theory]
    [InlineData(EgressClass.Mobile, 2)]
    [InlineData(EgressClass.CommercialVpn, 2)]
    [InlineData(EgressClass.PrivacyRelay, 2)]
    [InlineData(EgressClass.Satellite, 2)]
    [InlineData(EgressClass.Tor, 2)]
    [InlineData(EgressClass.Unknown, 1)]
    [InlineData(EgressClass.Residential, 1)]
    [InlineData(EgressClass.Business, 1)]
    [InlineData(EgressClass.Hosting, 1)]
    public void Two_users_guessed_from_one_address_are_one_incident_only_where_it_is_somebodys(EgressClass egress, int incidents)
    {
        var client = new ClientCore(Make.Client, Make.Catalog);
        Signal[] signals = [.. SignalsOf("anna", egress), .. SignalsOf("ben", egress)];
        signals.Count(s => s.Detector == "brute_force_success").ShouldBe(2);
        client.Accept(signals, Make.Policy, TimeZoneInfo.Utc, Make.Morning).Incidents.Select(i => i.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(incidents);
    }

    private static List<Signal> SignalsOf(string user, EgressClass egress)
    {
        var events = Make.Enriched(Make.Guessed(user, Make.Morning)).Select(e => e with { Src = e.Src with { Egress = egress } });
        var signals = new List<Signal>();
        new EntityCore(EntityKey.User(Make.Client, user), Make.Catalog).Apply(new EntityBatch(0, [.. events]), Make.Policy, TimeZoneInfo.Utc, signals);
        return signals;
    }
}

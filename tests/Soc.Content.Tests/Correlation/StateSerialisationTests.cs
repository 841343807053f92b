using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Shouldly;
using Soc.Detection.Baseline;
using Soc.Detection.Correlation;
using Soc.Detection.Risk;
using Soc.Model.Incidents;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

/// <summary>What is checkpointed goes on as it was.</summary>
public sealed class StateSerialisationTests
{
    private static readonly long _now = Make.At(2026, 3, 2, 12);

    [Fact]
    public void Risk_comes_back()
    {
        var state = new EntityRiskState();
        EntityRisk.Add(state, Make.Signal("a", "new_country", "anna", 80, _now));
        RoundTrip(state).Entries.ShouldBe(state.Entries);
    }

    [Fact]
    public void The_clients_normality_comes_back()
    {
        var state = new ClientProfileState();
        for (var i = 0; i < 200; i++)
        {
            ClientProfile.Observe(state, "country", i % 2 == 0 ? "pt" : "gb", $"user{i / 3}", _now);
        }

        var back = RoundTrip(state);
        foreach (var country in new[] { "pt", "gb", "br" })
        {
            ClientProfile.Look(back, "country", country, "user1", _now, 14).ShouldBe(ClientProfile.Look(state, "country", country, "user1", _now, 14));
        }

        ClientProfile.Observe(back, "country", "br", "user1", _now);
        ClientProfile.Look(back, "country", "br", null, _now, 14).UsersWithIt.ShouldBe(1);
    }

    [Fact]
    public void Lessons_and_incidents_come_back()
    {
        var incident = new Correlator().Accept(new IncidentIndex(), new WaitingSignals(), [Make.Signal("a", "new_country", "anna", 80, _now, 1)], Make.Policy, Make.London, _now).Incidents.Single();
        var state = new VerdictMemoryState();
        VerdictMemory.Learn(state, incident, new VerdictNote(Verdict.Benign, "kim", _now, null));
        RoundTrip(state).Lessons.ShouldBe(state.Lessons);
        RoundTrip(incident with { FoldedSignals = [1, 2], Continues = "inc-0" }).ShouldSatisfyAllConditions(
            i => i.FoldedSignals.ShouldBe([1UL, 2UL]),
            i => i.Continues.ShouldBe("inc-0"),
            i => i.Story.ShouldBe(incident.Story));
    }

    [Fact]
    public void A_signal_stored_before_shared_addresses_were_noted_is_read()
    {
        const string stored =
            "IOhABXMxQRduZXdfY291bnRyeSHoQAlhY21lCQMFQQlhbm5h4IEAAAAAAABJQAEgALM1V84BIACzNVfOASD6szVXzkEpYW5uYSBkaWQgbmV3X2NvdW50cnkh4CHgwR0h" +
            "AAMh6AAPAQPg4CEAAyHowAsJAw1BGTE5OC41MS4xMDAuN+DgIejAD8E1wQEBAcEBwQEBA+ABAcEBwQFBCUFzay7g";
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var signal = services.GetRequiredService<Serializer>().Deserialize<Signal>(Convert.FromBase64String(stored))!;
        signal.Related.ShouldHaveSingleItem().Value.ShouldBe("198.51.100.7");
        signal.Advice.ShouldBe("Ask.");
        signal.SharedAddresses.ShouldBeEmpty();
        RoundTrip(signal with { SharedAddresses = ["198.51.100.7"] }).SharedAddresses.ShouldBe(["198.51.100.7"]);
    }

    private static T RoundTrip<T>(T value)
        where T : class
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }
}

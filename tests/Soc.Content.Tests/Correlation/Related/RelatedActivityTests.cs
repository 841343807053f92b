using Shouldly;
using Soc.Detection.Correlation.Related;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Content.Tests.Correlation.Related;

public sealed class RelatedActivityTests
{
    private const long HourMs = 3_600_000;
    private static readonly long _t = Make.At(2026, 3, 3, 12);
    private static readonly Incident _mine = new() { Id = "inc-mine", Client = "mine" };
    private static readonly SharedThing _address = new(EntityKind.Address, "203.0.113.9", _t, _t + HourMs);
    private static readonly SharedThing _domain = new(EntityKind.Domain, "evil-update.net", _t, _t);

    [Fact]
    public void Another_clients_incident_is_told_once_with_all_that_ties_it()
    {
        var related = RelatedActivity.Of(_mine, [(_address, [new("mine", "inc-mine", _t, _t), new("theirs", "inc-2", _t, _t + 5)]), (_domain, [new("theirs", "inc-2", _t + 5, _t + 9)])]).ShouldHaveSingleItem();
        related.ShouldBe(new RelatedIncident("theirs", "inc-2", _t + 9, "Both are about the address 203.0.113.9 and the domain evil-update.net, at the same time."));
    }

    [Theory]
    [InlineData(72, true)]
    [InlineData(73, false)]
    [InlineData(-72, true)]
    [InlineData(-73, false)]
    public void Beyond_three_days_it_is_no_relation(int hours, bool isRelated)
    {
        var at = hours > 0 ? _address.LastMs + (hours * HourMs) : _address.FirstMs + (hours * HourMs);
        var related = RelatedActivity.Of(_mine, [(_address, [new("theirs", "inc-2", at, at)])]);
        related.Count.ShouldBe(isRelated ? 1 : 0);
        related.ShouldAllBe(r => r.Why == "Both are about the address 203.0.113.9, 3 days apart.");
    }

    [Fact]
    public void The_clients_own_incidents_are_none() =>
        RelatedActivity.Of(_mine, [(_address, [new("mine", "inc-other", _t, _t)])]).ShouldBeEmpty();
}

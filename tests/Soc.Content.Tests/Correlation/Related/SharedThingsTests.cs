using Shouldly;
using Soc.Detection.Correlation.Related;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation.Related;

/// <summary>What of an incident other clients' incidents may be held against.</summary>
public sealed class SharedThingsTests
{
    private static readonly long _t = Make.At(2026, 3, 3, 12);

    [Fact]
    public void Of_a_grave_incident_it_is_the_address_and_the_rare_domain()
    {
        var things = SharedThings.Of(Of(80, Signal(75, ["203.0.113.9"], ["evil-update.net"]), Signal(50, ["203.0.113.9"], [], _t + 5)), Make.Policy);
        things.Select(t => t.Key).ShouldBe(["*/address/203.0.113.9", "*/domain/evil-update.net"]);
        things[0].FirstMs.ShouldBe(_t);
        things[0].LastMs.ShouldBe(_t + 5);
    }

    [Fact]
    public void An_incident_that_nobody_is_told_of_at_once_takes_no_part()
    {
        var signal = Signal(75, ["203.0.113.9"], []);
        SharedThings.Of(Of(69, signal), Make.Policy).ShouldBeEmpty();
        SharedThings.Of(Of(80, signal) with { MergedInto = "inc-2" }, Make.Policy).ShouldBeEmpty();
        SharedThings.Of(Of(80, signal) with { SuggestedVerdict = Verdict.Benign }, Make.Policy).ShouldBeEmpty();
        SharedThings.Of(Of(69, signal), Make.Policy with { Thresholds = new EscalationThresholds(30, 60, 90) }).ShouldNotBeEmpty("a client that wants to hear earlier");
    }

    [Fact]
    public void What_is_minor_shared_the_clients_own_usual_or_everybodys_is_left_out()
    {
        var own = Make.Policy with { KnownEgress = [new("203.0.113.0/24", "London office", false)] };
        SharedThings.Of(Of(80, Signal(39, ["203.0.113.9"], ["evil-update.net"])), Make.Policy).ShouldBeEmpty("a minor finding");
        SharedThings.Of(Of(80, Signal(75, ["203.0.113.9"], [])), own).ShouldBeEmpty("the client's own network");
        SharedThings.Of(Of(80, Signal(75, ["203.0.113.9"], []) with { SharedAddresses = ["203.0.113.9"] }), Make.Policy).ShouldBeEmpty("shared by many");
        SharedThings.Of(Of(80, Signal(75, [], ["supplier.example"]) with { UsualDomains = ["supplier.example"] }), Make.Policy).ShouldBeEmpty("usual here");
        SharedThings.Of(Of(80, Signal(75, [], ["microsoft.com", "github.io"])), Make.Policy).ShouldBeEmpty("everybody's");
        SharedThings.Of(Of(80, Signal(75, [], []) with { Related = [EntityKey.Address(Make.Client, "203.0.113.9"), EntityKey.User(Make.Client, "anna"), new(Make.Client, EntityKind.File, "passwords.xls")] }), Make.Policy)
            .ShouldBeEmpty("an address of which it is not known whose it is, people, and names of files");
    }

    [Fact]
    public void They_are_few_and_the_gravest()
    {
        var signals = Enumerable.Range(0, 20).Select(i => Signal(50 + i, [$"203.0.113.{i}"], [])).ToArray();
        var things = SharedThings.Of(Of(90, signals), Make.Policy);
        things.Select(t => t.Value).ShouldBe(["203.0.113.19", "203.0.113.18", "203.0.113.17", "203.0.113.16"]);
        SharedThings.Of(Of(90, [.. signals.Reverse()]), Make.Policy).ShouldBe(things, "whatever the order");
    }

    private static Incident Of(double score, params Signal[] signals) => new() { Id = "inc-1", Client = Make.Client, Score = score, Signals = signals };

    private static Signal Signal(double score, string[] addresses, string[] domains, long? atMs = null) =>
        Make.Signal($"s{score}-{string.Join('-', addresses)}", "beacon", "anna", score, atMs ?? _t, 1) with
        {
            OutsideAddresses = addresses,
            Related = [.. domains.Select(d => new EntityKey(Make.Client, EntityKind.Domain, d))],
        };
}

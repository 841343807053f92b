using Shouldly;
using Soc.Detection.Correlation.Related;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Content.Tests.Correlation.Related;

public sealed class UntoldThingsTests
{
    private const long HourMs = 3_600_000;
    private static readonly long _t = Make.At(2026, 3, 3, 12);

    [Fact]
    public void What_waits_is_told_once_and_again_when_it_goes_on()
    {
        var untold = new UntoldThings();
        untold.Note([Grave("inc-1", _t), Grave("inc-1", _t + 5)], Make.Policy);
        untold.TryPeek(out var next).ShouldBeTrue();
        next.ShouldBe(("*/address/203.0.113.9", new SharedSighting(Make.Client, "inc-1", _t, _t)));
        untold.Count.ShouldBe(1, "looking at it does not tell it");
        untold.Told();
        untold.Note([Grave("inc-1", _t)], Make.Policy);
        untold.TryPeek(out _).ShouldBeFalse();
        untold.Note([Grave("inc-1", _t + HourMs), Grave("inc-2", _t)], Make.Policy);
        untold.Count.ShouldBe(2);
    }

    [Fact]
    public void It_is_bounded()
    {
        var untold = new UntoldThings();
        untold.Note(Enumerable.Range(0, 3 * UntoldThings.Max).Select(i => Grave($"inc-{i}", _t)), Make.Policy);
        untold.Count.ShouldBe(UntoldThings.Max);
    }

    [Fact]
    public void After_a_restart_what_is_recent_in_the_clients_own_time_is_told_again()
    {
        Incident[] all = [Grave("old", _t), Grave("recent", _t + (10 * HourMs)), Grave("newest", _t + (150 * HourMs))];
        UntoldThings.Recent(all).Select(i => i.Id).ShouldBe(["recent", "newest"]);
        UntoldThings.Recent([]).ShouldBeEmpty();
    }

    private static Incident Grave(string id, long atMs) => new()
    {
        Id = id,
        Client = Make.Client,
        Score = 80,
        LastSeenMs = atMs,
        Signals = [Make.Signal("s", "beacon", "anna", 80, atMs, 1) with { OutsideAddresses = ["203.0.113.9"] }],
    };
}

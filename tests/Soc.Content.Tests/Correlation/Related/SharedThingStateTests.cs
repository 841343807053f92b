using CsCheck;
using Shouldly;
using Soc.Detection.Correlation.Related;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Content.Tests.Correlation.Related;

public sealed class SharedThingStateTests
{
    [Fact]
    public void Told_again_it_changes_nothing_and_what_is_new_of_a_known_one_is_taken()
    {
        var state = new SharedThingState();
        state.Add(new("a", "inc-1", 100, 200)).ShouldBeTrue();
        state.Add(new("a", "inc-1", 100, 200)).ShouldBeFalse();
        state.Add(new("a", "inc-1", 150, 180)).ShouldBeFalse("an earlier version of it");
        state.Add(new("a", "inc-1", 50, 300)).ShouldBeTrue();
        state.Sightings.ShouldBe([new SharedSighting("a", "inc-1", 50, 300)]);
    }

    [Fact]
    public void It_stays_small_and_a_busy_client_leaves_room()
    {
        var state = new SharedThingState();
        for (var i = 0; i < 1_000; i++)
        {
            state.Add(new("busy", $"inc-{i}", i, i));
        }

        state.Sightings.Length.ShouldBe(SharedThingState.MaxOfClient);
        state.Add(new("busy", "inc-old", 1, 1)).ShouldBeFalse("older than all that is kept");
        for (var i = 0; i < 1_000; i++)
        {
            state.Add(new($"client-{i}", "inc", i, i));
        }

        state.Sightings.Length.ShouldBe(SharedThingState.MaxSightings);
        state.Sightings.Min(s => s.LastMs).ShouldBe(1_000 - SharedThingState.MaxSightings + SharedThingState.MaxOfClient);
    }

    [Fact]
    public void The_order_and_repeats_of_what_is_told_do_not_matter() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 12], Gen.Long[0, 1_000]).Array[1, 400].Sample(
            told =>
            {
                // Each incident has one time: what is known of it is not lost and found again with less.
                var sightings = told.Select(t => new SharedSighting($"c{t.Item1}", $"i{t.Item2}", (t.Item1 * 131) + (t.Item2 * 17), (t.Item1 * 131) + (t.Item2 * 17) + 5)).ToArray();
                StateOf(sightings).ShouldBe(StateOf([.. sightings.Reverse(), .. sightings]));
            },
            iter: 100);

    private static SharedSighting[] StateOf(SharedSighting[] sightings)
    {
        var state = new SharedThingState();
        foreach (var sighting in sightings)
        {
            state.Add(sighting);
        }

        return state.Sightings;
    }
}

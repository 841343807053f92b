using Shouldly;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Silo.Ingest;
using Xunit;

namespace Soc.Grains.Tests.Ingest;

public sealed class CheckpointTrackerTests : IDisposable
{
    private const int Partitions = 2;
    private static readonly EntityKey Anna = EntityKey.User(Make.Client, "anna");
    private static readonly EntityKey Ben = EntityKey.User(Make.Client, "ben");

    private readonly CheckpointTracker _tracker = new(Partitions);

    public void Dispose() => _tracker.Dispose();

    [Fact]
    public void A_round_takes_notes_and_positions_together()
    {
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        _tracker.Advance(0, 10, epoch: 0);
        var round = _tracker.BeginRound();
        round.Entities.ShouldBe([new(Anna, 1)]);
        round.Positions.ShouldBe([10, 0]);

        // Applied while the round runs: a thing of the next one.
        _tracker.Touched(Ben, 0, 2, _tracker.Epoch);
        _tracker.Advance(1, 5, epoch: 0);
        round.Positions.ShouldBe([10, 0]);
        _tracker.EndRound([]);
        var next = _tracker.BeginRound();
        next.Entities.ShouldBe([new(Ben, 2)]);
        next.Positions.ShouldBe([10, 5]);
    }

    [Fact]
    public void An_entity_that_is_touched_while_it_is_stored_comes_again()
    {
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        _tracker.BeginRound();
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        _tracker.EndRound([]);
        _tracker.BeginRound().Entities.ShouldBe([new(Anna, 1)]);
        _tracker.Epoch.ShouldBe(0);
    }

    [Fact]
    public void What_failed_comes_again()
    {
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        _tracker.Touched(Ben, 0, 2, _tracker.Epoch);
        _tracker.BeginRound();
        _tracker.EndRound([new(Anna, 1)]);
        _tracker.DirtyCount.ShouldBe(1);
        _tracker.BeginRound().Entities.ShouldBe([new(Anna, 1)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_activation_with_changes_not_stored_begins_an_epoch(bool whileItIsStored)
    {
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        if (whileItIsStored)
        {
            _tracker.BeginRound();
        }

        _tracker.Touched(Anna, 0, 9, _tracker.Epoch);
        _tracker.Epoch.ShouldBe(1);
    }

    [Fact]
    public void Another_activation_after_everything_is_stored_is_ordinary()
    {
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        _tracker.BeginRound();
        _tracker.EndRound([]);
        _tracker.Touched(Anna, 0, 9, _tracker.Epoch);
        _tracker.Epoch.ShouldBe(0);
    }

    [Fact]
    public void A_reader_of_an_old_epoch_moves_nothing()
    {
        _tracker.Advance(0, 10, epoch: 0);
        _tracker.StateLost();
        _tracker.Advance(0, 20, epoch: 0);
        _tracker.BeginRound().Positions[0].ShouldBe(0);
        _tracker.Advance(0, 4, _tracker.Epoch);
        _tracker.BeginRound().Positions[0].ShouldBe(4);
    }

    /// <summary>The old positions lie above what was lost: a round before the readers have begun again must commit none of them.</summary>
    [Fact]
    public void Positions_of_before_the_loss_are_safe_no_longer()
    {
        _tracker.Touched(Anna, 0, 1, _tracker.Epoch);
        _tracker.Advance(0, 10, epoch: 0);
        _tracker.StateLost();
        var round = _tracker.BeginRound();
        round.Entities.ShouldBeEmpty();
        round.Positions.ShouldAllBe(p => p == 0);
    }

    [Fact]
    public void Whoever_waits_for_new_entries_hears_of_the_loss()
    {
        var end = _tracker.EndOf(0);
        end.IsCancellationRequested.ShouldBeFalse();
        _tracker.StateLost();
        end.IsCancellationRequested.ShouldBeTrue();
        _tracker.EndOf(0).IsCancellationRequested.ShouldBeTrue();
        _tracker.EndOf(1).IsCancellationRequested.ShouldBeFalse();
    }

    /// <summary>Every note is in some round, however rounds and notes fall together.</summary>
    [Fact]
    public async Task No_note_is_lost_between_rounds()
    {
        const int notes = 20_000;
        var stored = new HashSet<EntityKey>();
        var noting = Task.Run(() =>
        {
            for (var i = 0; i < notes; i++)
            {
                _tracker.Touched(EntityKey.User(Make.Client, $"u{i}"), 0, 1, _tracker.Epoch);
            }
        });
        while (!noting.IsCompleted)
        {
            Store();
        }

        await noting;
        Store();
        stored.Count.ShouldBe(notes);

        void Store()
        {
            stored.UnionWith(_tracker.BeginRound().Entities.Select(e => e.Key));
            _tracker.EndRound([]);
        }
    }

    [Fact]
    public void An_entity_is_expected_where_its_unstored_changes_are()
    {
        Expected(Anna).ShouldBe(0, "nothing of it is unstored");
        _tracker.Touched(Anna, 0, 7, 0);
        Expected(Anna).ShouldBe(7);
        _tracker.BeginRound();
        Expected(Anna).ShouldBe(7, "the round has not ended");
        _tracker.EndRound([]);
        Expected(Anna).ShouldBe(0);

        long Expected(EntityKey key) => _tracker.TryExpect(key, 0, out var activation) ? activation : throw new InvalidOperationException("The epoch is over.");
    }

    [Fact]
    public void Another_activation_than_the_one_that_was_asked_for_has_lost_something_even_when_a_round_ended_meanwhile()
    {
        _tracker.Touched(Anna, 0, 1, 0);
        _tracker.BeginRound();
        _tracker.TryExpect(Anna, 0, out var expected).ShouldBeTrue();
        _tracker.EndRound([]);
        _tracker.Touched(Anna, expected, 2, 0);
        _tracker.Epoch.ShouldBe(1, "it took nothing, and would be sent what comes next");
    }

    [Fact]
    public void What_an_old_epoch_sends_or_did_counts_no_more()
    {
        _tracker.StateLost();
        _tracker.TryExpect(Anna, 0, out _).ShouldBeFalse();
        _tracker.Touched(Anna, 0, 1, 0);
        _tracker.Touched([Live(2)], 0);
        _tracker.DirtyCount.ShouldBe(0);
        _tracker.MayTake(Live(2), 0).ShouldBeFalse();
        _tracker.Epoch.ShouldBe(1);
    }

    [Fact]
    public void An_entity_that_is_live_here_takes_only_what_follows_what_it_has()
    {
        var live = Live(1);
        _tracker.MayTake(live, 0).ShouldBeTrue();
        _tracker.Touched([live], 0);
        _tracker.MayTake(live, 0).ShouldBeTrue();
        _tracker.MayTake(Live(2), 0).ShouldBeFalse("the other has what comes before");
        _tracker.Epoch.ShouldBe(1);
        _tracker.MayTake(live, 1).ShouldBeTrue("everything is read again");
    }

    [Fact]
    public void A_partition_that_is_given_away_is_committed_by_its_new_reader_only()
    {
        _tracker.Advance(0, 10, 0);
        _tracker.Advance(1, 20, 0);
        _tracker.Release(0);
        _tracker.BeginRound().Positions.ShouldBe([0, 20]);
    }

    private static LiveEntity Live(long activation) => new(new EntityCore(Anna, Make.Catalog), activation);
}

using CsCheck;
using Shouldly;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;
using static Soc.Response.Tests.Feeds.Blocks;

namespace Soc.Response.Tests.Feeds;

public sealed class BlockListTests
{
    [Fact]
    public void Something_held_by_two_leaves_with_the_last_of_them()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held).Hold(Request("op-2", untilMs: T0 + (2 * HourMs)), T0 + 1_000, BlockAnswerKind.Held);
        list.Entries.ShouldHaveSingleItem().Holds.Length.ShouldBe(2);
        list = list.Release(BlockKind.Address, Address, "op-2", T0 + 2_000);
        var left = list.Entries.ShouldHaveSingleItem();
        left.UntilMs.ShouldBe(T0 + HourMs, "the one that stays has an earlier end");
        list.Release(BlockKind.Address, Address, "op-2", T0 + 3_000).ShouldBeSameAs(list, "it is gone already");
        list.Release(BlockKind.Address, Address, "op-3", T0 + 3_000).ShouldBeSameAs(list, "it was never there");
        list = list.Release(BlockKind.Address, Address, "op-1", T0 + 3_000);
        list.Entries.ShouldBeEmpty();
        list.Removals.ShouldHaveSingleItem().SinceMs.ShouldBe(T0, "the block began with the first hold, whoever held it last");
    }

    [Fact]
    public void Everything_ends_by_time_the_moment_it_says_and_not_before()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held);
        list.Expire(T0 + HourMs - 1).ShouldBeSameAs(list);
        var after = list.View(Client, T0 + HourMs);
        after.Entries.ShouldBeEmpty();
        after.Version.ShouldBe(list.Version + 1);
        after.Removals.ShouldHaveSingleItem().AtMs.ShouldBe(T0 + HourMs);
        list.Hold(Request("op-2", untilMs: T0 + HourMs), T0 + HourMs, BlockAnswerKind.Over).Entries.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_again_changes_nothing_another_end_moves_it()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held);
        list.Hold(Request("op-1"), T0 + MinuteMs, BlockAnswerKind.Held).ShouldBeSameAs(list);
        var longer = list.Hold(Request("op-1", untilMs: T0 + (3 * HourMs)), T0 + MinuteMs, BlockAnswerKind.Held);
        longer.Version.ShouldBeGreaterThan(list.Version);
        longer.Entries.ShouldHaveSingleItem().Holds.ShouldHaveSingleItem().SinceMs.ShouldBe(T0);
    }

    [Fact]
    public void A_hold_that_no_firewall_can_tell_moves_no_version()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held);
        var two = list.Hold(Request("op-2", untilMs: T0 + MinuteMs, score: 10), T0 + 1_000, BlockAnswerKind.Held);
        (two.Version, two.Entries[0].Holds.Length).ShouldBe((list.Version, 2));
        two.Expire(T0 + MinuteMs).Version.ShouldBe(list.Version, "nor does its end");
    }

    [Fact]
    public void A_full_list_keeps_what_is_worth_most_and_counts_the_rest()
    {
        BlockHold[] hold = [new("op", T0, T0 + HourMs, 50, "")];
        var full = new BlockList { Version = 5, Entries = [.. Enumerable.Range(0, BlockList.MaxEntries).Select(i => new BlockEntry(BlockKind.Address, $"a{i:D5}", i, T0, T0, hold))] };
        var refused = full.Hold(Request("op-low", score: 49), T0 + 1, BlockAnswerKind.Full);
        (refused.Entries.Length, refused.LeftOut, refused.Version).ShouldBe((BlockList.MaxEntries, 1, 5));
        var taken = refused.Hold(Request("op-high", score: 51), T0 + 2, BlockAnswerKind.Held);
        (taken.Entries.Length, taken.LeftOut, taken.Entries[0].Value).ShouldBe((BlockList.MaxEntries, 2, Address));
        taken.Removals.ShouldHaveSingleItem().Value.ShouldBe($"a{BlockList.MaxEntries - 1:D5}");
        taken.Removals[0].Version.ShouldBeLessThan(taken.Entries[0].Version, "each change has its own number");
    }

    [Fact]
    public void Holds_of_one_entry_are_bounded()
    {
        var list = BlockList.Empty;
        for (var i = 0; i < BlockList.MaxHolds; i++)
        {
            list = list.Hold(Request($"op-{i}"), T0, BlockAnswerKind.Held);
        }

        list.Hold(Request("one-more"), T0, BlockAnswerKind.TooManyHolds).ShouldBeSameAs(list);
        list.Hold(Request("op-0", untilMs: T0 + MinuteMs), T0, BlockAnswerKind.Held);
    }

    [Fact]
    public void Removals_are_kept_for_a_day()
    {
        var list = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held).Release(BlockKind.Address, Address, "op-1", T0 + 1);
        list.View(Client, T0 + BlockList.RemovalsKeptMs).Removals.ShouldHaveSingleItem();
        list.View(Client, T0 + 1 + BlockList.RemovalsKeptMs).Removals.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_that_its_store_lost_does_not_count_backwards()
    {
        var before = BlockList.Empty.Hold(Request("op-1"), T0, BlockAnswerKind.Held).Hold(Request("op-2", "bad.example"), T0, BlockAnswerKind.Held);
        BlockList.Empty.Hold(Request("op-3"), T0 + 5_000, BlockAnswerKind.Held).Version.ShouldBeGreaterThan(before.Version);
    }

    /// <summary>Whatever happens in whatever order: bounded, sorted, nothing overdue, every change its own number, and time alone leads everybody to the same.</summary>
    [Fact]
    public void Whatever_happens_the_list_keeps_its_promises() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[1, 40], Gen.Int[0, 100], Gen.Int[0, 20]).Array[0, 40].Sample(steps =>
        {
            var (list, now) = (BlockList.Empty, T0);
            var holds = new Dictionary<(string Value, string Operation), long>();
            foreach (var (what, value, operation, minutes, score, wait) in steps)
            {
                now += wait * MinuteMs;
                var (name, op, before) = ($"203.0.113.{value}", $"op-{operation}", list.View(Client, now));
                if (what == 0)
                {
                    list = list.Release(BlockKind.Address, name, op, now);
                    holds.Remove((name, op));
                }
                else
                {
                    list = list.Hold(Request(op, name, now + (minutes * MinuteMs), score), now, BlockAnswerKind.Held);
                    holds[(name, op)] = now + (minutes * MinuteMs);
                }

                var view = list.View(Client, now);
                var live = holds.Where(h => h.Value > now).ToList();
                view.Entries.Select(e => e.Value).Order(StringComparer.Ordinal).ShouldBe(live.Select(h => h.Key.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                view.Entries.Sum(e => e.Holds.Length).ShouldBe(live.Count);
                view.Entries.Select(e => e.Score).ShouldBe(view.Entries.Select(e => e.Score).OrderDescending());
                var numbers = view.Entries.Select(e => e.Version).Concat(view.Removals.Select(r => r.Version)).ToList();
                numbers.ShouldBeUnique();
                var moments = view.Entries.Select(e => (e.Version, e.ChangedMs)).Concat(view.Removals.Select(r => (r.Version, ChangedMs: r.AtMs))).Order().Select(c => c.ChangedMs).ToList();
                moments.SequenceEqual(moments.Distinct().Order()).ShouldBeTrue("whoever asks for what came after a moment misses nothing");
                if (!Bytes("stix", before).AsSpan().SequenceEqual(Bytes("stix", view)))
                {
                    view.Version.ShouldBeGreaterThan(before.Version);
                }
            }

            // In one step or in many, stored in between or not.
            var later = now + (50 * MinuteMs);
            var inSteps = Enumerable.Range(0, 51).Aggregate(list, (l, minute) => l.Expire(now + (minute * MinuteMs)));
            Bytes("stix", inSteps.View(Client, later)).ShouldBe(Bytes("stix", list.View(Client, later)));
            inSteps.View(Client, later).Removals.ShouldBe(list.View(Client, later).Removals);
            list.View(Client, later).Entries.ShouldBeEmpty();
        });
}

using CsCheck;
using Shouldly;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Xunit;

namespace Soc.Grains.Tests.Entities;

/// <summary>What an entity remembers of what it applied.</summary>
public sealed class AppliedOffsetsTests
{
    private static readonly EntityKind[] Kinds = [EntityKind.User, EntityKind.Device, EntityKind.Address, EntityKind.Client, EntityKind.File, EntityKind.Domain];

    [Fact]
    public void An_offset_is_applied_once_in_each_partition()
    {
        var applied = new AppliedOffsets();
        applied.Of(3).ShouldBe(-1);
        applied.TryAdvance(3, 0).ShouldBeTrue();
        applied.TryAdvance(3, 0).ShouldBeFalse();
        applied.TryAdvance(1, 7).ShouldBeTrue();
        applied.TryAdvance(3, 9).ShouldBeTrue();
        applied.TryAdvance(3, 8).ShouldBeFalse();
        applied.Of(3).ShouldBe(9);
        applied.Of(1).ShouldBe(7);
    }

    [Fact]
    public void The_latest_ids_are_known_and_older_ones_forgotten()
    {
        var ids = new RecentEventIds();
        for (var i = 1; i <= RecentEventIds.Max + 10; i++)
        {
            ids.TryAdd(Id(i)).ShouldBeTrue();
            ids.TryAdd(Id(i)).ShouldBeFalse($"{i} has just come");
        }

        for (var i = 11; i <= RecentEventIds.Max + 10; i++)
        {
            ids.TryAdd(Id(i)).ShouldBeFalse($"{i} is among the latest {RecentEventIds.Max}");
        }

        ids.TryAdd(Id(10)).ShouldBeTrue("it is older than that");
    }

    [Fact]
    public void The_latest_ids_survive_being_stored_at_any_size()
    {
        for (var count = 0; count < RecentEventIds.Max + 20; count++)
        {
            var ids = new RecentEventIds();
            for (var i = 1; i <= count; i++)
            {
                ids.TryAdd(Id(i));
            }

            var loaded = Make.Serializer.Deserialize<RecentEventIds>(Make.Serializer.SerializeToArray(ids))!;
            if (count > 0)
            {
                loaded.TryAdd(Id(count)).ShouldBeFalse();
            }

            loaded.TryAdd(Id(1_000)).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_key_reads_back_whatever_is_in_its_parts() =>
        Gen.Select(Gen.String[Gen.Char["ab%/2f5F\\@. é"], 1, 40], Gen.String[Gen.Char["ab%/2f5F\\@. é"], 1, 400], Gen.Int[0, Kinds.Length - 1].Select(i => Kinds[i]))
            .Sample((client, value, kind) =>
            {
                var key = new EntityKey(client, kind, value);
                EntityKey.TryParse(key.ToString(), out var read).ShouldBeTrue();
                read.ShouldBe(key);
            });

    private static EventId Id(int i) => new((ulong)i * 31, (ulong)i * 0x9E3779B97F4A7C15);
}

using CsCheck;
using Shouldly;
using Soc.GrainInterfaces.Entities;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Xunit;

namespace Soc.Grains.Tests.Entities;

/// <summary>A device is known by its hardware address, and shown by what it calls itself.</summary>
public sealed class DeviceHostNameTests
{
    private const string Mac = "02:00:00:00:00:aa";

    [Fact]
    public void The_name_that_a_lease_tells_is_shown_and_stays_over_a_restart()
    {
        var core = NewCore();
        Apply(core, 0, Lease("pc-1", 1), Lease(null, 2));
        Name(core).ShouldBe("pc-1");
        var loaded = NewCore();
        loaded.Restore(Make.Codec.Decode(core.Save(Make.Codec)), Make.Codec);
        Name(loaded).ShouldBe("pc-1");
        Apply(loaded, 10, Lease("pc-2", 3));
        Name(loaded).ShouldBe("pc-2");
    }

    [Fact]
    public void Events_of_several_partitions_come_to_the_same_name_in_any_order() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 6].Sample(told =>
        {
            SecurityEvent[] events = [.. told.Select((t, i) => Lease($"pc-{t.Item1}", t.Item2, i))];
            var (core, other) = (NewCore(), NewCore());
            Apply(core, 0, events);
            Apply(other, 0, [.. events.Reverse()]);
            Name(other).ShouldBe(Name(core));
        });

    [Fact]
    public void A_name_that_is_the_key_or_none_at_all_is_not_said_twice()
    {
        var core = new EntityCore(EntityKey.Device(Make.Client, "PC-1"), Make.Catalog);
        Apply(core, 0, Lease("PC-1", 1), Lease(new string('x', EntityCore.MaxHostNameChars + 1), 2));
        Name(core).ShouldBeNull();
        var user = new EntityCore(EntityKey.User(Make.Client, "anna"), Make.Catalog);
        Apply(user, 0, Lease("pc-1", 1));
        Name(user).ShouldBeNull("it is the device's and not the user's");
    }

    private static EntityCore NewCore() => new(EntityKey.Device(Make.Client, Mac), Make.Catalog);

    private static string? Name(EntityCore core) => core.View(Make.Policy, TimeZoneInfo.Utc).HostName;

    private static void Apply(EntityCore core, long firstOffset, params SecurityEvent[] events) =>
        core.Apply(new EntityBatch(0, Make.Enriched(events, firstOffset)), Make.Policy, TimeZoneInfo.Utc, []).ShouldBe(events.Length);

    private static SecurityEvent Lease(string? name, long atMs, int number = 0) => Make.SignIn($"{name} {number}", Make.Morning + atMs) with
    {
        Class = EventClass.DhcpActivity,
        Source = "capture",
        Device = new DeviceSection { Uid = Mac, Mac = Mac, Hostname = name },
    };
}

using System.Globalization;
using System.Text.Json;
using Shouldly;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Xunit;

namespace Soc.Grains.Tests.Upgrade;

/// <summary>
/// A rolling upgrade: states that an earlier version stored are read by this one, mean the same, and go on. Each released form of the
/// snapshot has a file here, written by that version (SOC_BLESS=1 writes the one of the current version, when there is none yet).
/// </summary>
public sealed class StoredStateTests
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, EntitySnapshot.CurrentVersion)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void States_of_every_version_are_read_mean_the_same_and_go_on(int version)
    {
        var file = FileOf(version);
        if (!File.Exists(file) && version == EntitySnapshot.CurrentVersion && Environment.GetEnvironmentVariable("SOC_BLESS") is { Length: > 0 })
        {
            File.WriteAllText(file, JsonSerializer.Serialize(Written(), Indented));
        }

        var states = JsonSerializer.Deserialize<StoredState[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        states.Length.ShouldBe(3);
        foreach (var stored in states)
        {
            EntityKey.TryParse(stored.Key, out var key).ShouldBeTrue();
            var core = new EntityCore(key, Make.Catalog);
            core.Restore(Make.Codec.Decode(Convert.FromBase64String(stored.State)), Make.Codec).ShouldBeEmpty();
            var now = Read(core, stored.Key, stored.State, stored.NextOffset);
            now.EventCount.ShouldBe(stored.EventCount, stored.Key);
            now.Baselines.ShouldBe(stored.Baselines, stored.Key);
            now.Contributions.ShouldBe(stored.Contributions, stored.Key);

            // What the older version had applied is not applied again, and what comes next is.
            var next = Make.SignIn("anna", Make.Morning + (500 * Make.HourMs));
            Apply(core, next, stored.NextOffset - 1).ShouldBe(0);
            Apply(core, next, stored.NextOffset).ShouldBe(1);

            // And what this version stores of it, it reads again.
            var again = new EntityCore(key, Make.Catalog);
            again.Restore(Make.Codec.Decode(core.Save(Make.Codec)), Make.Codec);
            Read(again, stored.Key, "", 0).EventCount.ShouldBe(stored.EventCount + 1);
        }
    }

    [Fact]
    public void A_state_of_a_newer_version_is_refused_with_what_to_do()
    {
        var newer = Make.Codec.Encode(new EntitySnapshot { Version = EntitySnapshot.CurrentVersion + 1 });
        Should.Throw<InvalidOperationException>(() => Make.Codec.Decode(newer)).Message.ShouldContain("run the newer version");
    }

    private static int Apply(EntityCore core, SecurityEvent next, long offset) =>
        core.Apply(new GrainInterfaces.Entities.EntityBatch(0, Make.Enriched([next], offset)), Make.Policy, TimeZoneInfo.Utc, []);

    private static StoredState[] Written()
    {
        SecurityEvent[] events =
        [
            .. Enumerable.Range(0, 30).Select(day => Make.SignIn("anna", Make.Morning + (day * 24 * Make.HourMs))),
            .. Make.Guessed("anna", Make.Morning + (40 * 24 * Make.HourMs)),
        ];
        return
        [
            .. new[] { EntityKey.User(Make.Client, "anna"), EntityKey.Device(Make.Client, "lap-1"), EntityKey.Address(Make.Client, Make.BadAddress) }.Select(key =>
            {
                var core = new EntityCore(key, Make.Catalog);
                core.Apply(new GrainInterfaces.Entities.EntityBatch(0, Make.Enriched(events)), Make.Policy, TimeZoneInfo.Utc, []);
                return Read(core, key.ToString(), Convert.ToBase64String(core.Save(Make.Codec)), events.Length);
            }),
        ];
    }

    private static StoredState Read(EntityCore core, string key, string state, long nextOffset)
    {
        var view = core.View(Make.Policy, TimeZoneInfo.Utc);
        return new StoredState(key, state, nextOffset, view.EventCount, [.. view.Baselines.Select(b => b.Detector)], [.. view.Contributions.Select(c => c.Detector)]);
    }

    private static string FileOf(int version) =>
        Path.Combine(Root(), "tests", "Soc.Grains.Tests", "Upgrade", string.Create(CultureInfo.InvariantCulture, $"states-{version}.json"));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}

using Orleans;
using Orleans.Runtime;
using Shouldly;
using Soc.Storage.Conformance.Stores.PostgreSql;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>The table of reminders: who is reminded by which part of the ring, and what is removed.</summary>
public class PostgresRemindersTests(SharedPostgres postgres) : IAsyncLifetime
{
    private const int Grains = 64;
    private static readonly DateTime Start = new(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc);

    private ClusterNode? _node;
    private IReminderTable? _table;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IReminderTable Table => _table!;

    public async ValueTask InitializeAsync()
    {
        _node = ClusterNode.Described(await NewDatabaseAsync());
        _table = await _node.ReminderTableAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    protected virtual Task<PostgresOptions> NewDatabaseAsync() => postgres.NewDatabaseAsync();

    [Fact]
    public async Task AReminder_ComesBackAsItWas()
    {
        // A period longer than an int holds of milliseconds.
        var entry = Entry("anna", TimeSpan.FromDays(40));
        var etag = await Table.UpsertRow(entry);
        var read = (await Table.ReadRow(entry.GrainId, entry.ReminderName)).ShouldNotBeNull();
        (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag).ShouldBe((entry.GrainId, entry.ReminderName, entry.StartAt, entry.Period, etag));
        (await Table.ReadRows(entry.GrainId)).Reminders.ShouldHaveSingleItem();
        (await Table.ReadRow(entry.GrainId, "other")).ShouldBeNull();
    }

    [Fact]
    public async Task Remove_WantsTheVersionThatIsThere_AndOneMadeAnewHasAnother()
    {
        var entry = Entry("anna", TimeSpan.FromMinutes(1));
        var first = (await Table.UpsertRow(entry)).ShouldNotBeNull();
        entry.Period = TimeSpan.FromMinutes(2);
        var second = (await Table.UpsertRow(entry)).ShouldNotBeNull();
        (await Table.RemoveRow(entry.GrainId, entry.ReminderName, first)).ShouldBeFalse();
        (await Table.ReadRow(entry.GrainId, entry.ReminderName)).ShouldNotBeNull().Period.ShouldBe(TimeSpan.FromMinutes(2));
        (await Table.RemoveRow(entry.GrainId, entry.ReminderName, second)).ShouldBeTrue();
        (await Table.RemoveRow(entry.GrainId, entry.ReminderName, second)).ShouldBeFalse();

        await Table.UpsertRow(entry);
        (await Table.RemoveRow(entry.GrainId, entry.ReminderName, first)).ShouldBeFalse();
        (await Table.RemoveRow(entry.GrainId, entry.ReminderName, second)).ShouldBeFalse();
    }

    [Fact]
    public async Task Parts_OfTheRing_HoldEachReminderOnce()
    {
        var entries = Enumerable.Range(0, Grains).Select(i => Entry($"user{i}", TimeSpan.FromMinutes(1))).ToArray();
        foreach (var entry in entries)
        {
            await Table.UpsertRow(entry);
        }

        // Borders on the hashes themselves, in the middle, and on the seams of signed and unsigned numbers.
        uint[] borders = [0, int.MaxValue, 0x8000_0000, uint.MaxValue, entries[0].GrainId.GetUniformHashCode(), entries[1].GrainId.GetUniformHashCode()];
        foreach (var begin in borders)
        {
            foreach (var end in borders.Where(b => b != begin))
            {
                var part = (await Table.ReadRows(begin, end)).Reminders.Select(r => r.GrainId).ToHashSet();
                var rest = (await Table.ReadRows(end, begin)).Reminders.Select(r => r.GrainId).ToHashSet();
                part.ShouldBe(entries.Select(e => e.GrainId).Where(g => InRange(g.GetUniformHashCode(), begin, end)), ignoreOrder: true);
                part.Overlaps(rest).ShouldBeFalse();
                (part.Count + rest.Count).ShouldBe(Grains);
            }

            (await Table.ReadRows(begin, begin)).Reminders.Count.ShouldBe(Grains, "the whole ring");
        }
    }

    [Fact]
    public async Task OddNames_AreKept()
    {
        var entry = Entry("'; DROP TABLE soc.reminders; --/ü%00", TimeSpan.FromMinutes(1));
        await Table.UpsertRow(entry);
        (await Table.ReadRows(entry.GrainId)).Reminders.ShouldHaveSingleItem().GrainId.ShouldBe(entry.GrainId);
    }

    private static bool InRange(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static ReminderEntry Entry(string key, TimeSpan period) => new()
    {
        GrainId = GrainId.Create("reminded", key),
        ReminderName = "promise",
        StartAt = Start,
        Period = period,
    };
}

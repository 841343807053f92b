using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of minor findings promises.</summary>
public abstract class MinorSignalStoreConformance
{
    protected const string Client = "acme";
    private const long StartMs = 1_760_000_000_000;

    protected abstract IMinorSignalStore Store { get; }

    [Fact]
    public async Task What_is_written_waits_and_is_counted_once()
    {
        await Store.WriteAsync(Client, [Of(1), Of(2)], 0, Stop);
        await Store.WriteAsync(Client, [Of(2) with { Score = 14, Title = "More of it." }], 0, Stop);
        var waiting = await Store.WaitingAsync(Client, 10, Stop);
        waiting.Select(s => s.Id).ShouldBe(["m0002", "m0001"]);
        waiting[0].Title.ShouldBe("More of it.");
        waiting[0].Entity.ShouldBe(Of(2).Entity);
        (await Store.CountAsync(Client, 0, Stop)).ShouldBe(2);
        (await Store.CountAsync(Client, StartMs + 2_500, Stop)).ShouldBe(1, "by the time of receipt");
        (await Store.CountAsync("other", 0, Stop)).ShouldBe(0);
        (await Store.WaitingAsync("other", 10, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_joined_an_incident_waits_no_longer_and_a_later_write_does_not_bring_it_back()
    {
        await Store.WriteAsync(Client, [Of(1), Of(2)], 0, Stop);
        await Store.JoinAsync(Client, new Dictionary<string, string>(StringComparer.Ordinal) { ["m0001"] = "inc-1", ["unknown"] = "inc-1" }, Stop);
        await Store.WriteAsync(Client, [Of(1)], 0, Stop);
        (await Store.WaitingAsync(Client, 10, Stop)).Select(s => s.Id).ShouldBe(["m0002"]);
        (await Store.CountAsync(Client, 0, Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task Pages_give_each_once_newest_first_and_filters_hold()
    {
        await Store.WriteAsync(Client, [.. Enumerable.Range(1, 25).Select(Of)], 0, Stop);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.QueryAsync(new MinorSignalQuery(Client, null, null, 0, 0, 7, cursor), Stop);
            seen.AddRange(page.Items.Select(s => s.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe([.. Enumerable.Range(1, 25).Reverse().Select(i => Of(i).Id)]);

        (await Count(new MinorSignalQuery(Client, "new_device", null, 0, 0, 100, null))).ShouldBe(12);
        (await Count(new MinorSignalQuery(Client, null, Of(3).Entity.ToString(), 0, 0, 100, null))).ShouldBe(5);
        (await Count(new MinorSignalQuery(Client, null, null, 20, 0, 100, null))).ShouldBe(6);
        (await Count(new MinorSignalQuery(Client, null, null, 0, StartMs + 24_000, 100, null))).ShouldBe(2);
    }

    [Fact]
    public async Task The_newest_are_those_that_wait()
    {
        await Store.WriteAsync(Client, [.. Enumerable.Range(1, 25).Select(Of)], 0, Stop);
        (await Store.WaitingAsync(Client, 3, Stop)).Select(s => s.Id).ShouldBe(["m0025", "m0024", "m0023"]);
    }

    [Fact]
    public async Task Findings_past_their_keep_leave()
    {
        await Store.WriteAsync(Client, [Of(1)], 0, Stop);
        const long yearMs = 365L * 86_400_000;
        await Store.WriteAsync(Client, [.. Enumerable.Range(2, 5_000).Select(i => Of(i) with { AtMs = StartMs + yearMs + i })], 0, Stop);
        (await Store.CountAsync(Client, 0, Stop)).ShouldBe(5_000);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<int> Count(MinorSignalQuery query) => (await Store.QueryAsync(query, Stop)).Items.Count;

    protected static Signal Of(int i) => new()
    {
        Id = $"m{i:0000}",
        Detector = i % 2 == 0 ? "new_device" : "unusual_hours",
        Entity = EntityKey.User(Client, $"user{i % 5}@example.com"),
        Score = i,
        AtMs = StartMs + i * 1_000,
        FirstMs = StartMs + i * 1_000,
        ReceivedMs = StartMs + i * 1_000 + 500,
        Title = "A little odd.",
    };
}

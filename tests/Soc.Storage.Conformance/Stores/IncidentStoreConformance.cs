using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of incidents promises.</summary>
public abstract class IncidentStoreConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IIncidentStore Store { get; }

    [Fact]
    public async Task Written_IsReadWhole()
    {
        var incident = Samples.Incident("i1", 1, 5000) with { Score = 71.25, Story = "Zürich 😀 \"quoted\" \\ \u0001", SuggestedReasons = ["a", "b"] };
        await Store.WriteAsync(incident, 0, Cancel);
        (await Store.ReadAsync("i1", Cancel)).ShouldBeEquivalentTo(incident);
        (await Store.ReadAsync("i2", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task OddValues_DoNotStopTheWriting()
    {
        await Store.WriteAsync(Samples.Incident("odd", 1, -5) with { Score = double.NaN, Entities = [default], Title = "" }, 0, Cancel);
        var back = await Store.ReadAsync("odd", Cancel);
        back!.Entities[0].ShouldBe(default(EntityKey));
    }

    [Fact]
    public async Task OnlyTheSuccessor_IsTaken_AndOthersOfItsGroupStand()
    {
        await Store.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        await Store.WriteAsync(Samples.Incident("i1", 2, 20), 0, Cancel);
        var good = Store.WriteAsync(Samples.Incident("i2", 1, 10), 0, Cancel).AsTask();
        var stale = Store.WriteAsync(Samples.Incident("i1", 2, 30), 0, Cancel).AsTask();
        var gap = Store.WriteAsync(Samples.Incident("i1", 4, 30), 0, Cancel).AsTask();
        var notFirst = Store.WriteAsync(Samples.Incident("i9", 2, 30), 0, Cancel).AsTask();
        var alsoGood = Store.WriteAsync(Samples.Incident("i3", 1, 10), 0, Cancel).AsTask();
        await Should.ThrowAsync<InvalidOperationException>(stale);
        await Should.ThrowAsync<InvalidOperationException>(gap);
        await Should.ThrowAsync<InvalidOperationException>(notFirst);
        await Task.WhenAll(good, alsoGood);
        (await Store.ReadAsync("i1", Cancel))!.LastSeenMs.ShouldBe(20);
        (await Store.ReadAsync("i9", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Pages_ShowEachOnce_NewestFirst()
    {
        for (var i = 0; i < 57; i++)
        {
            // Many with the same time, and one before 1970: the order is still whole.
            await Store.WriteAsync(Samples.Incident($"i{i:d2}", 1, (i / 10) - 1), 0, Cancel);
        }

        var seen = new List<Incident>();
        string? cursor = null;
        do
        {
            var page = await Store.QueryAsync(new IncidentQuery("acme", null, 0, long.MinValue, 10, cursor), Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(10);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && seen.Count < 200);

        seen.Count.ShouldBe(57);
        seen.DistinctBy(i => i.Id, StringComparer.Ordinal).Count().ShouldBe(57);
        seen.Select(i => i.LastSeenMs).ShouldBe(seen.Select(i => i.LastSeenMs).OrderDescending());
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("AAAA")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk6eA==")]
    [InlineData("'; DROP TABLE incidents; --")]
    public async Task ForgedCursor_BeginsAnew(string cursor)
    {
        await Store.WriteAsync(Samples.Incident("i1", 1, 10), 0, Cancel);
        (await Store.QueryAsync(new IncidentQuery("acme", null, 0, 0, 10, cursor), Cancel)).Items.Count.ShouldBe(1);
        (await Store.QueryAsync(new IncidentQuery("acme", null, 0, 0, 10, new string('A', 10_000)), Cancel)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Query_FiltersByClientStatusScoreAndTime_AndLeavesMergedOut()
    {
        await Store.WriteAsync(Samples.Incident("low", 1, 100, score: 10), 0, Cancel);
        await Store.WriteAsync(Samples.Incident("high", 1, 200, score: 90), 0, Cancel);
        await Store.WriteAsync(Samples.Incident("closed", 1, 300, score: 90) with { Status = IncidentStatus.Closed }, 0, Cancel);
        await Store.WriteAsync(Samples.Incident("merged", 1, 400, score: 90, mergedInto: "high"), 0, Cancel);
        await Store.WriteAsync(Samples.Incident("other", 1, 500, client: "umbra", score: 90), 0, Cancel);

        (await IdsAsync(new IncidentQuery("acme", null, 0, 0, 10, null))).ShouldBe(["closed", "high", "low"]);
        (await IdsAsync(new IncidentQuery("acme", IncidentStatus.Open, 50, 0, 10, null))).ShouldBe(["high"]);
        (await IdsAsync(new IncidentQuery("acme", null, 0, 201, 10, null))).ShouldBe(["closed"]);
        (await IdsAsync(new IncidentQuery("umbra", null, 0, 0, 0, null))).ShouldBe(["other"], "a limit that makes no sense becomes one that does");
        (await Store.RecentAsync("acme", 200, Cancel)).Select(i => i.Id).Order(StringComparer.Ordinal).ShouldBe(["closed", "high", "merged"]);
    }

    [Fact]
    public async Task Query_ByDetection_FindsThoseOfOldEventsToo_PageByPage()
    {
        for (var i = 0; i < 30; i++)
        {
            // Of every third the events are from before 1970; of every second the activity went on long after.
            var lastSeenMs = i % 3 == 0 ? -1_000_000 + i : i % 2 == 0 ? 1_000_000 + i : i;
            await Store.WriteAsync(Samples.Incident($"i{i:d2}", 1, lastSeenMs) with { DetectedAtMs = 1_000 + i }, 0, Cancel);
        }

        await Store.WriteAsync(Samples.Incident("merged", 1, 5, mergedInto: "i00") with { DetectedAtMs = 1_015 }, 0, Cancel);
        await Store.WriteAsync(Samples.Incident("other", 1, 5, client: "umbra") with { DetectedAtMs = 1_015 }, 0, Cancel);
        await Store.WriteAsync(Samples.Incident("i12", 2, 2_000_000) with { DetectedAtMs = 1_012 }, 0, Cancel);
        var query = new IncidentQuery("acme", null, 0, long.MinValue, 4, null) { DetectedFromMs = 1_010, DetectedToMs = 1_020 };
        var seen = new List<Incident>();
        IncidentPage page;
        do
        {
            page = await Store.QueryAsync(query, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(4);
            seen.AddRange(page.Items);
            query = query with { Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null && seen.Count < 60);

        seen.Select(i => i.Id).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(10, 10).Select(i => $"i{i:d2}"));
        seen.Select(i => i.LastSeenMs).ShouldBe(seen.Select(i => i.LastSeenMs).OrderDescending());
        (await IdsAsync(query with { Limit = 100, DetectedFromMs = long.MinValue, Cursor = null })).Length.ShouldBe(20);
        (await IdsAsync(query with { Limit = 100, DetectedToMs = long.MaxValue, Cursor = null })).Length.ShouldBe(20);
        (await IdsAsync(query with { DetectedFromMs = 1_020, Cursor = null })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_AreInOrder_EachIncidentAsItIsNow()
    {
        (await Store.LastSequenceAsync(Cancel)).ShouldBe(0);
        await Store.WriteAsync(Samples.Incident("a", 1, 10), 0, Cancel);
        var afterFirst = await Store.LastSequenceAsync(Cancel);
        await Store.WriteAsync(Samples.Incident("b", 1, 10), 0, Cancel);
        await Store.WriteAsync(Samples.Incident("a", 2, 20), 0, Cancel);
        await Store.WriteAsync(Samples.Incident("c", 1, 10), 0, Cancel);

        var changes = await Store.ChangesAfterAsync(afterFirst, 10, Cancel);
        changes.Select(c => c.Incident.Id).ShouldBe(["b", "a", "c"]);
        changes.Select(c => c.Sequence).ShouldBe(changes.Select(c => c.Sequence).Order());
        changes[1].Incident.Version.ShouldBe(2);
        changes[^1].Sequence.ShouldBe(await Store.LastSequenceAsync(Cancel));
        (await Store.ChangesAfterAsync(changes[0].Sequence, 1, Cancel)).Single().Incident.Id.ShouldBe("a");
        (await Store.ChangesAfterAsync(long.MaxValue, 1, Cancel)).ShouldBeEmpty();
    }

    private async Task<string[]> IdsAsync(IncidentQuery query) => [.. (await Store.QueryAsync(query, Cancel)).Items.Select(i => i.Id)];

    [Fact]
    public async Task OnlyWhoClaimedTheClientLast_WritesItsIncidents()
    {
        await Store.ClaimAsync("acme", 1, Cancel);
        await Store.WriteAsync(Samples.Incident("i1", 1, 10), 1, Cancel);
        await Store.ClaimAsync("acme", 2, Cancel);
        await Should.ThrowAsync<ClientTakenOverException>(Store.WriteAsync(Samples.Incident("i1", 2, 20), 1, Cancel).AsTask());
        await Should.ThrowAsync<ClientTakenOverException>(Store.WriteAsync(Samples.Incident("i2", 1, 20), 1, Cancel).AsTask());
        await Store.WriteAsync(Samples.Incident("i1", 2, 30), 2, Cancel);
        await Store.WriteAsync(Samples.Incident("u1", 1, 30, client: "umbra"), 0, Cancel);
        (await Store.ReadAsync("i1", Cancel))!.LastSeenMs.ShouldBe(30);
        (await Store.ReadAsync("i2", Cancel)).ShouldBeNull();
    }
}

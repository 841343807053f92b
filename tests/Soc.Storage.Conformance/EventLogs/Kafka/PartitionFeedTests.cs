using Shouldly;
using Soc.EventLog.Kafka;

namespace Soc.Storage.Conformance.EventLogs.Kafka;

/// <summary>Between the fetching thread and a reader that goes back.</summary>
public sealed class PartitionFeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The fetching thread is far ahead when a reader goes back, and hands over one message more before it hears of it.</summary>
    [Fact]
    public async Task WhoGoesBack_GetsNothingOfWhereTheFetchingWas()
    {
        var feed = new PartitionFeed(100);
        feed.Begin(0).ShouldBeTrue();
        feed.Sought().ShouldBe(0);
        feed.Add(0, [1]);
        feed.Add(1, [1]);
        var taken = new List<(long Offset, byte[] Payload)>();
        await feed.TakeAsync(taken, 10, Cancel);
        taken.Count.ShouldBe(2);

        feed.Begin(0).ShouldBeTrue();
        feed.Add(2, [1]);
        feed.Sought().ShouldBe(0, "what it was handed meanwhile did not move it");
        feed.Add(0, [1]);
        taken.Clear();
        await feed.TakeAsync(taken, 10, Cancel);
        taken.Select(t => t.Offset).ShouldBe([0]);
    }
}

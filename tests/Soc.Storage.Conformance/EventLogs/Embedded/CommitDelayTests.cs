using System.Diagnostics;
using Shouldly;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>The commit delay is a bound: nobody waits for company longer than that, and who is alone does not wait at all.</summary>
public sealed class CommitDelayTests : EmbeddedLogFixture
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task WhoWaitsForOthersThatDoNotCome_WaitsNoLongerThanTheDelay()
    {
        var delay = TimeSpan.FromMilliseconds(400);
        await using var log = Open(Options with { CommitDelay = delay });

        // Two in one window make the log expect two again.
        var together = Enumerable.Range(0, 20).Select(i => log.AppendAsync([Samples.Entry(0, i)], Cancel).AsTask()).ToArray();
        await Task.WhenAll(together);
        var watch = Stopwatch.StartNew();
        await AppendAsync(log, 100, 1);
        watch.Elapsed.ShouldBeLessThan(delay + Slack);
    }

    [Fact]
    public async Task WhoIsAlone_IsCommittedAtOnce()
    {
        await using var log = Open(Options with { CommitDelay = TimeSpan.FromSeconds(1) });
        await AppendAsync(log, 0, 2);
        var watch = Stopwatch.StartNew();
        await AppendAsync(log, 2, 10);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), "ten that each waited their second would take ten");
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.Capture.Export;
using Soc.Capture.Tests.Agent.Uplink;
using Soc.Capture.Tests.Export;
using Soc.CaptureAgent.Capturing;
using Soc.CaptureAgent.Settings;
using Xunit;

namespace Soc.Capture.Tests.Agent;

public sealed class CaptureThreadTests
{
    [Fact]
    public async Task What_frames_need_is_compiled_once_a_process_however_many_links_are_opened_and_however_often()
    {
        using var stopping = new CancellationTokenSource();
        var time = new WatchedTime(new DateTimeOffset(2031, 5, 6, 7, 0, 0, TimeSpan.Zero));

        // No machine opens this: without permission, without libpcap and with both.
        var options = new CaptureOptions { Filter = "this is no filter" };
        var threads = Enumerable.Range(0, 2).Select(_ => new CaptureThread("lo", options, Seen.Nobody, new StandingCommands(time), static _ => { }, time, NullLogger.Instance)).ToArray();
        foreach (var thread in threads)
        {
            thread.Start(stopping.Token);
        }

        for (var i = 0; i < 6; i++)
        {
            (await time.PassAsync()).ShouldBe(TimeSpan.FromSeconds(5), "it is tried again every 5 s");
        }

        await stopping.CancelAsync();
        threads.ShouldAllBe(t => t.Join(TimeSpan.FromSeconds(10)));
        threads.ShouldAllBe(t => t.Figures.Problem != null);
        Ahead.Rounds.ShouldBe(1);
        Ahead.Once().ShouldBeGreaterThan(1_000);
    }
}

using Shouldly;
using Soc.Capture.Link.Live;
using Xunit;

namespace Soc.Capture.Tests.Live;

public sealed class RunningTotalsTests
{
    [Fact]
    public void Counters_that_run_over_or_begin_anew_go_on()
    {
        var totals = new RunningTotals();
        totals.Take(uint.MaxValue - 1, 5, 0);
        totals.Take(8, 5, 1);
        (totals.Received, totals.Dropped, totals.InterfaceDropped).ShouldBe((uint.MaxValue + 9L, 5L, 1L));
        totals.Restart();
        totals.Take(3, 2, 1);
        (totals.Received, totals.Dropped, totals.InterfaceDropped).ShouldBe((uint.MaxValue + 12L, 7L, 2L));
    }
}

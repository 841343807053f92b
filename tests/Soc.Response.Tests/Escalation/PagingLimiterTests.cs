using System.Globalization;
using CsCheck;
using Shouldly;
using Soc.Model.Escalation;
using Soc.Response.Escalation;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class PagingLimiterTests
{
    private static readonly PagingOptions Options = PagingOptions.Default;

    [Fact]
    public void A_hundred_incidents_in_a_minute_are_five_pages_and_one_summary()
    {
        var state = new PagingState();
        var pages = 0;
        for (var i = 0; i < 100; i++)
        {
            (state, var mayPage) = PagingLimiter.Ask(state, Item(i, score: i), Options, i * 600);
            pages += mayPage ? 1 : 0;
        }

        pages.ShouldBe(Options.MostInWindow);
        PagingLimiter.Tick(state, Options, 60_000).Count.ShouldBe(0, "what waits may still be joined by more");
        (state, var items, var count) = PagingLimiter.Tick(state, Options, 5 * 600 + Options.SummaryAfterMs);
        count.ShouldBe(95);
        items.Length.ShouldBe(PagingState.MaxWaiting);
        items[0].Score.ShouldBe(99, "the worst first");
        PagingLimiter.Tick(state, Options, 10_000_000).Count.ShouldBe(0);
        PagingLimiter.Ask(state, Item(200, 50), Options, 10_000_000).MayPage.ShouldBeTrue("the storm is over");
    }

    [Fact]
    public void Nothing_is_left_out_and_nobody_gets_more_than_was_agreed()
    {
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 200_000]).Array[1, 120].Sample(steps =>
        {
            var (state, nowMs) = (new PagingState(), 0L);
            var (sent, asked, told) = (new List<long>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            foreach (var (id, laterMs) in steps)
            {
                nowMs += laterMs;
                (state, var items, var count) = PagingLimiter.Tick(state, Options, nowMs);
                items.Length.ShouldBe(count, "so few are all named");
                Sent(count > 0);
                told.UnionWith(items.Select(i => i.IncidentId));
                (state, var mayPage) = PagingLimiter.Ask(state, Item(id, id), Options, nowMs);
                asked.Add(Item(id, id).IncidentId);
                Sent(mayPage);
                told.UnionWith(mayPage ? [Item(id, id).IncidentId] : []);
                sent.Count(at => at > nowMs - Options.WindowMs).ShouldBeLessThanOrEqualTo(Options.MostInWindow + (int)(Options.WindowMs / Options.SummaryAfterMs) + 1);
            }

            (_, var last, _) = PagingLimiter.Tick(state, Options, nowMs + Options.SummaryAfterMs);
            told.UnionWith(last.Select(i => i.IncidentId));
            told.SetEquals(asked).ShouldBeTrue();

            void Sent(bool isSent)
            {
                if (isSent)
                {
                    sent.Add(nowMs);
                }
            }
        });
    }

    private static PagingItem Item(int id, double score) => new(id.ToString(CultureInfo.InvariantCulture), $"Incident {id}", score);
}

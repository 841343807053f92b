using Shouldly;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;

namespace Soc.Response.Tests.Feeds;

public sealed class FeedPollsTests
{
    [Fact]
    public void The_newest_poll_of_each_firewall_stays_and_the_oldest_firewalls_give_way()
    {
        var (old, newer) = (new FeedPoll("paloalto_ip", "c", "192.0.2.1", 1, 1, 1), new FeedPoll("paloalto_ip", "c", "192.0.2.1", 2, 2, 2));
        FeedPolls.Merge([newer], [old]).ShouldBe([newer], "gateways tell in any order");
        var many = Enumerable.Range(0, FeedPolls.MaxPolls).Select(i => new FeedPoll("plain_ip", "c", $"a{i:D3}", 10 + i, 1, 1)).ToArray();
        var merged = FeedPolls.Merge([newer], many);
        merged.Length.ShouldBe(FeedPolls.MaxPolls);
        merged.ShouldNotContain(newer);
        merged.ShouldBe(many);
    }
}

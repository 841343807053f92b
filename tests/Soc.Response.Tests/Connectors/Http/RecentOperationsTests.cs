using System.Globalization;
using Shouldly;
using Soc.Response.Connectors.Http;
using Xunit;

namespace Soc.Response.Tests.Connectors.Http;

public sealed class RecentOperationsTests
{
    [Fact]
    public void The_newest_are_kept_and_no_more_than_the_bound()
    {
        var recent = new RecentOperations();
        var prior = new PriorState(WasHeld: false, null, 1);
        recent.Note("first", prior, isAccepted: false);
        for (var i = 0; i < RecentOperations.MaxOperations; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            recent.Note(id, prior, isAccepted: true);
            recent.Forget(id);
            recent.Note(id, prior, isAccepted: true);
        }

        recent.Find("first").ShouldBeNull();
        recent.Find("0").ShouldBe(prior);
        recent.IsAccepted("1").ShouldBeTrue();
        recent.Forget("1");
        recent.Find("1").ShouldBeNull();
        recent.IsAccepted("1").ShouldBeFalse();
    }
}

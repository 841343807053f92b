using Shouldly;
using Soc.Model.Response;
using Xunit;

namespace Soc.Response.Tests;

public sealed class ContainmentActionsTests
{
    [Fact]
    public void Every_action_has_a_name_that_leads_back_to_it()
    {
        foreach (var action in Enum.GetValues<ContainmentAction>().Except([ContainmentAction.Unknown]))
        {
            ContainmentActions.TryParse(ContainmentActions.NameOf(action), out var same).ShouldBeTrue();
            same.ShouldBe(action);
        }

        ContainmentActions.Names.Count.ShouldBe(Enum.GetValues<ContainmentAction>().Length - 1);
        ContainmentActions.TryParse("nuke", out _).ShouldBeFalse();
        ContainmentActions.TryParse(null, out _).ShouldBeFalse();
    }
}

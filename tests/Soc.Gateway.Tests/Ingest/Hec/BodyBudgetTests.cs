using Microsoft.Extensions.Options;
using Shouldly;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Hec;

public sealed class BodyBudgetTests
{
    [Fact]
    public void What_is_over_the_budget_is_refused_and_takes_nothing()
    {
        var budget = new BodyBudget(Options.Create(new IngestOptions { MaxBufferedBytes = 100 }));
        budget.TryTake(60).ShouldBeTrue();
        budget.TryTake(60).ShouldBeFalse();
        budget.TryTake(40).ShouldBeTrue();
        budget.Return(60);
        budget.TryTake(60).ShouldBeTrue();
    }
}

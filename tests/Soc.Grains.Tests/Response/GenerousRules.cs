using Soc.Response.GuardRails;

namespace Soc.Grains.Tests.Response;

/// <summary>Limits that a test's many actions do not meet.</summary>
internal sealed class GenerousRules : IGuardRulesSource
{
    public ValueTask<GuardRules> RulesOfAsync(string client, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new GuardRules { BreakerRate = 2, MaxHourlyOfClient = 1_000, MaxHourlyOfConnector = 1_000, MaxHourlyOfRule = 1_000 });
}

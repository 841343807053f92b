namespace Soc.Response.GuardRails;

/// <summary>What the guard rails go by at a client, as it is now.</summary>
public interface IGuardRulesSource
{
    ValueTask<GuardRules> RulesOfAsync(string client, CancellationToken cancellationToken);
}

namespace Soc.Simulator.Transport;

/// <summary>Rules of engagement as the API says them back.</summary>
public sealed record ApiRules(ApiRulesInWords Words);

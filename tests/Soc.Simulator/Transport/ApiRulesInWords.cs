namespace Soc.Simulator.Transport;

/// <summary>Rules in sentences.</summary>
public sealed record ApiRulesInWords(ApiRuleSentence[] Rules);

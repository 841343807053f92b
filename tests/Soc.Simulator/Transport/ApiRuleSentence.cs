namespace Soc.Simulator.Transport;

/// <summary>One rule in a sentence.</summary>
public sealed record ApiRuleSentence(string Id, string Sentence);

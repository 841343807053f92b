namespace Soc.Response.Policy;

/// <summary>One rule in words.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Sentence">"A score of 90 or more on a workstation at night (18:00-08:00, weekends, holidays): block the address for 60 minutes, wake the on-call."</param>
public sealed record RuleWords(string Id, string Sentence);

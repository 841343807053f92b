namespace Soc.Response.Policy;

/// <summary>A client's rules of engagement in words.</summary>
/// <param name="Rules">A sentence a rule, in the order of the rules.</param>
/// <param name="Contacts">Who is told or asked, and what happens when nobody answers.</param>
/// <param name="Digest">When the digest is sent.</param>
/// <param name="Limits">How much is done at most.</param>
/// <param name="Warnings">What is allowed and probably not meant.</param>
public sealed record EngagementExplanation(
    IReadOnlyList<RuleWords> Rules,
    IReadOnlyList<string> Contacts,
    string Digest,
    IReadOnlyList<string> Limits,
    IReadOnlyList<EngagementWarning> Warnings);

namespace Soc.Response.Policy;

/// <summary>Something that may be stored and is probably not meant.</summary>
/// <param name="RuleId">The rule that it is about; null when it is about all.</param>
/// <param name="Text">What is so, and what to do.</param>
public sealed record EngagementWarning(string? RuleId, string Text);

namespace Soc.Gateway.Endpoints;

/// <summary>The verdict that the context suggests, with its reasons.</summary>
public sealed record SuggestionDto(string Verdict, string[] Reasons);

namespace Soc.Gateway.Endpoints;

/// <summary>A person's verdict: "true_positive", "benign", "false_positive" or "undecided" (opens it again).</summary>
public sealed record VerdictRequestDto(string? Verdict, string? Comment, string? By);

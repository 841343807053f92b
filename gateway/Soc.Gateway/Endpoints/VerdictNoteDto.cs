namespace Soc.Gateway.Endpoints;

/// <summary>A verdict that a person set.</summary>
public sealed record VerdictNoteDto(string Verdict, string By, string At, string? Comment);

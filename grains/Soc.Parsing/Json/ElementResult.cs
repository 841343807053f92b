using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing.Json;

/// <summary>What became of one object of a record.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ElementResult
{
    private ElementResult(ParseOutcome outcome, SecurityEvent? parsed, string? reason) => (Outcome, Event, Reason) = (outcome, parsed, reason);

    public ParseOutcome Outcome { get; }

    public SecurityEvent? Event { get; }

    public string? Reason { get; }

    public static ElementResult Parsed(SecurityEvent parsed) => new(ParseOutcome.Parsed, parsed, null);

    public static ElementResult Skipped(string reason) => new(ParseOutcome.Skipped, null, reason);

    public static ElementResult Malformed(string reason) => new(ParseOutcome.Malformed, null, reason);
}

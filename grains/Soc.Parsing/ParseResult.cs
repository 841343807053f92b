using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing;

/// <summary>Event(s), Skipped(reason) or Malformed(reason). Reasons are from a closed set of snake_case words, fit for a metric tag: never data of the record.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct ParseResult
{
    private ParseResult(ParseOutcome outcome, SecurityEvent? single, IReadOnlyList<SecurityEvent>? many, string? reason)
    {
        Outcome = outcome;
        Single = single;
        Many = many;
        Reason = reason;
    }

    public ParseOutcome Outcome { get; }

    /// <summary>The one event, when there is one.</summary>
    public SecurityEvent? Single { get; }

    /// <summary>The events, when a record held several.</summary>
    public IReadOnlyList<SecurityEvent>? Many { get; }

    /// <summary>Why it was skipped or is malformed; null when parsed.</summary>
    public string? Reason { get; }

    /// <summary>Objects of a parsed record that were no events of this source, besides <see cref="Count"/>; the record belongs in the dead-letter log with <see cref="MalformedElementReason"/>.</summary>
    public int MalformedElements { get; private init; }

    /// <summary>Reason of the first malformed object; null when there is none.</summary>
    public string? MalformedElementReason { get; private init; }

    /// <summary>Objects of a parsed record that were understood and of no use.</summary>
    public int SkippedElements { get; private init; }

    /// <summary>Number of events.</summary>
    public int Count => Single is not null ? 1 : Many?.Count ?? 0;

    /// <summary>Event at <paramref name="index"/>, 0 ≤ index &lt; <see cref="Count"/>.</summary>
    public SecurityEvent this[int index] => Single is not null && index == 0 ? Single : Many![index];

    public static ParseResult Event(SecurityEvent single) => new(ParseOutcome.Parsed, single, null, null);

    public static ParseResult Events(IReadOnlyList<SecurityEvent> many) =>
        many.Count == 0 ? Skipped("empty") : new(ParseOutcome.Parsed, null, many, null);

    public static ParseResult Skipped(string reason) => new(ParseOutcome.Skipped, null, null, reason);

    public static ParseResult Malformed(string reason) => new(ParseOutcome.Malformed, null, null, reason);

    /// <summary>The same events, with what was lost of the record around them.</summary>
    public ParseResult WithLost(int malformedElements, string? malformedReason, int skippedElements) =>
        this with { MalformedElements = malformedElements, MalformedElementReason = malformedReason, SkippedElements = skippedElements };
}

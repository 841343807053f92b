using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing;

/// <summary>Event(s), Skipped(reason) or Malformed(reason). Reasons are from a closed set of snake_case words, fit for a metric tag: never data of the record.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct ParseResult
{
    /// <summary>Most malformed objects of one record that are told apart; the last entry stands for all further ones.</summary>
    public const int MaxListedMalformed = 1_000;

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

    /// <summary>Objects of the record that gave no event, each with its reason and place; empty when the record is one thing as a whole. At most <see cref="MaxListedMalformed"/> malformed and one entry for each reason to skip.</summary>
    public IReadOnlyList<LostElement> Lost { get => field ?? []; private init; }

    /// <summary>Objects in <see cref="Lost"/> that were no events of this source.</summary>
    public int MalformedElements => Lost.Where(l => l.Outcome == ParseOutcome.Malformed).Sum(l => l.Count);

    /// <summary>Number of events.</summary>
    public int Count => Single is not null ? 1 : Many?.Count ?? 0;

    /// <summary>Event at <paramref name="index"/>, 0 ≤ index &lt; <see cref="Count"/>.</summary>
    public SecurityEvent this[int index] => Single is not null && index == 0 ? Single : Many![index];

    public static ParseResult Event(SecurityEvent single) => new(ParseOutcome.Parsed, single, null, null);

    public static ParseResult Events(IReadOnlyList<SecurityEvent> many) =>
        many.Count == 0 ? Skipped("empty") : new(ParseOutcome.Parsed, null, many, null);

    public static ParseResult Skipped(string reason) => new(ParseOutcome.Skipped, null, null, reason);

    public static ParseResult Malformed(string reason) => new(ParseOutcome.Malformed, null, null, reason);

    /// <summary>The same, with what was lost of the record around the events.</summary>
    public ParseResult WithLost(IReadOnlyList<LostElement> lost) => this with { Lost = lost };
}

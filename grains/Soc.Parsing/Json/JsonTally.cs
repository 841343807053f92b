using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing.Json;

/// <summary>What the objects of one record came to; a list is made only for the second event, and for what is lost.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JsonTally
{
    private SecurityEvent? _first;
    private List<SecurityEvent>? _all;
    private List<LostElement>? _lost;
    private int _malformedEntries;
    private int _lastMalformed;

    /// <param name="result">What became of the object.</param>
    /// <param name="start">Its first byte in the record.</param>
    /// <param name="end">The byte after its last one.</param>
    public void Add(in ElementResult result, int start, int end)
    {
        if (result.Outcome != ParseOutcome.Parsed)
        {
            Lose(new LostElement(result.Outcome, result.Reason!, start, Math.Max(0, end - start), Count: 1));
        }
        else if (_first is null)
        {
            _first = result.Event;
        }
        else
        {
            (_all ??= [_first]).Add(result.Event!);
        }
    }

    public readonly ParseResult ToResult()
    {
        if (_first is null)
        {
            return WithoutEvents();
        }

        var parsed = _all is null ? ParseResult.Event(_first) : ParseResult.Events(_all);
        return _lost is null ? parsed : parsed.WithLost(_lost);
    }

    private readonly ParseResult WithoutEvents()
    {
        if (_lost is null)
        {
            return ParseResult.Skipped(JsonReasons.Empty);
        }

        var whole = _malformedEntries > 0 ? ParseResult.Malformed(FirstReason(ParseOutcome.Malformed)) : ParseResult.Skipped(FirstReason(ParseOutcome.Skipped));

        // A single object is the record.
        return _lost is [{ Count: 1 }] ? whole : whole.WithLost(_lost);
    }

    private readonly string FirstReason(ParseOutcome outcome) => _lost!.Find(l => l.Outcome == outcome).Reason;

    private void Lose(in LostElement lost)
    {
        _lost ??= [];
        var outcome = lost.Outcome;
        var reason = lost.Reason;
        var same = outcome == ParseOutcome.Skipped
            ? _lost.FindIndex(l => l.Outcome == outcome && string.Equals(l.Reason, reason, StringComparison.Ordinal))
            : _malformedEntries >= ParseResult.MaxListedMalformed ? _lastMalformed : -1;
        if (same >= 0)
        {
            var before = _lost[same];
            _lost[same] = before with { Count = before.Count + 1, Length = lost.Start + lost.Length - before.Start };
            return;
        }

        if (outcome == ParseOutcome.Malformed)
        {
            _malformedEntries++;
            _lastMalformed = _lost.Count;
        }

        _lost.Add(lost);
    }
}

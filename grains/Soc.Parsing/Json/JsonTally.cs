using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing.Json;

/// <summary>What the objects of one record came to; a list is made only for the second event.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JsonTally
{
    private SecurityEvent? _first;
    private List<SecurityEvent>? _all;
    private int _malformed;
    private int _skipped;
    private string? _malformedReason;
    private string? _skippedReason;

    public void Add(in ElementResult result)
    {
        switch (result.Outcome)
        {
            case ParseOutcome.Parsed when _first is null:
                _first = result.Event;
                break;
            case ParseOutcome.Parsed:
                (_all ??= [_first]).Add(result.Event!);
                break;
            case ParseOutcome.Skipped:
                _skipped++;
                _skippedReason ??= result.Reason;
                break;
            default:
                _malformed++;
                _malformedReason ??= result.Reason;
                break;
        }
    }

    public readonly ParseResult ToResult()
    {
        if (_first is null)
        {
            return _malformed > 0 ? ParseResult.Malformed(_malformedReason!) : ParseResult.Skipped(_skippedReason ?? JsonReasons.Empty);
        }

        var parsed = _all is null ? ParseResult.Event(_first) : ParseResult.Events(_all);
        return _malformed + _skipped == 0 ? parsed : parsed.WithLost(_malformed, _malformedReason, _skipped);
    }
}

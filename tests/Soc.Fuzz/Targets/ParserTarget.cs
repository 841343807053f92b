using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Fuzz.Targets;

/// <summary>One parser, whatever it is given.</summary>
internal sealed class ParserTarget(SourceCatalog catalog, ISourceParser parser) : IFuzzTarget
{
    private static readonly SourceContext Context = new("acme", 1_772_452_800_000, Sourcetype: "syslog");

    public string Name => "parser-" + parser.Id.Replace('_', '-');

    /// <summary>Its own records, or all of them where none is its own.</summary>
    public Task<IReadOnlyList<byte[]>> SeedsAsync()
    {
        byte[][] own = [.. SeedFiles.Records.Where(r => catalog.Resolve(r, null) == parser)];
        return Task.FromResult(own.Length > 0 ? own : SeedFiles.Records);
    }

    public ValueTask RunAsync(byte[] input)
    {
        FuzzException.Unless(parser.Recognise(input) is >= 0 and <= 100, "0 ≤ recognised ≤ 100");
        Check(parser.Parse(input, Context), input);
        return ValueTask.CompletedTask;
    }

    /// <summary>The promises that a result makes, whatever the record.</summary>
    internal static void Check(in ParseResult result, ReadOnlySpan<byte> input)
    {
        FuzzException.Unless((result.Outcome == ParseOutcome.Parsed) == result.Count > 0, "parsed means that there is an event");
        FuzzException.Unless((result.Outcome == ParseOutcome.Parsed) != (result.Reason is { Length: > 0 }), "a reason is given exactly when there is no event");
        for (var i = 0; i < result.Count; i++)
        {
            var e = result[i];
            FuzzException.Unless(e.Client == "acme", "the client is the credential's");
            FuzzException.Unless(e.TimeMs >= 0, "a time is not negative");
            FuzzException.Unless((e.Raw?.Length ?? 0) <= Math.Min(SecurityEvent.MaxRawBytes, input.Length), "the raw slice is a slice of the record");
            FuzzException.Unless(e.Raw is null || input.IndexOf(e.Raw.AsSpan()) >= 0, "the raw slice stands in the record");
            FuzzException.Unless((e.Message?.Length ?? 0) <= 512, "a message is bounded");
        }

        var malformed = 0;
        foreach (var lost in result.Lost)
        {
            FuzzException.Unless(lost.Start >= 0 && lost.Length >= 0 && lost.Start + lost.Length <= input.Length, "what is lost lies within the record");
            FuzzException.Unless(lost is { Count: > 0, Outcome: ParseOutcome.Skipped or ParseOutcome.Malformed, Reason.Length: > 0 }, "what is lost has a count and a reason");
            malformed += lost.Outcome == ParseOutcome.Malformed ? 1 : 0;
        }

        FuzzException.Unless(malformed <= ParseResult.MaxListedMalformed, "the list of what is lost is bounded");
    }
}

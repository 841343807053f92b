using Soc.EventLog;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Ingest;
using Soc.GrainInterfaces.Storage;
using Soc.Parsing;

namespace Soc.Gateway.DeadLetters;

/// <summary>
/// Puts dead letters through parsing again, after a parser learned their form. What is understood now goes the way of a
/// record that just arrived (and is late, if it is old), but that the funnel counted it when it came; what is not stays where it is and makes no second letter. A letter
/// is marked after its events are durable: a crash between the two has it replayed again, and entities know its events by id.
/// </summary>
internal sealed class DeadLetterReplay(IRecordParser parser, IngestPipeline pipeline, IReplayMarks marks, TimeProvider time)
{
    /// <summary>Most letters of one call; they are held in memory.</summary>
    public const int MaxLetters = 500;

    // Dead letters leave their log after 30 days; a mark outlives its letter.
    private static readonly TimeSpan MarksKept = TimeSpan.FromDays(60);

    /// <summary>Marks of these letters, by offset.</summary>
    public async ValueTask<Dictionary<long, ReplayMark>> MarksOfAsync(string client, IReadOnlyCollection<StoredDeadLetter> letters, CancellationToken cancellationToken)
    {
        if (letters.Count == 0)
        {
            return [];
        }

        var received = letters.ToDictionary(l => l.Offset, l => l.Letter.ReceivedMs);
        var found = await marks.ReadAsync(client, received.Keys.Min(), received.Keys.Max(), cancellationToken);
        return found.Where(m => received.TryGetValue(m.Offset, out var at) && at == m.ReceivedMs).ToDictionary(m => m.Offset);
    }

    /// <summary>Replays these letters of one client, oldest first.</summary>
    /// <exception cref="EventLogUnavailableException">The log takes nothing just now; no letter of the call was replayed.</exception>
    public async ValueTask<ReplayDto> RunAsync(string client, IReadOnlyCollection<StoredDeadLetter> letters, string? nextCursor, CancellationToken cancellationToken)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var known = await MarksOfAsync(client, letters, cancellationToken);
        var fit = new List<StoredDeadLetter>();
        int stillMalformed = 0, truncated = 0;
        foreach (var stored in letters.Where(l => !known.ContainsKey(l.Offset)).OrderBy(l => l.Offset))
        {
            if (stored.Letter.RawLength > stored.Letter.Raw.Length)
            {
                truncated++;
            }
            else if (IsUnderstood(stored.Letter, nowMs))
            {
                fit.Add(stored);
            }
            else
            {
                stillMalformed++;
            }
        }

        var events = fit.Count == 0 ? 0 : await AppendAsync(client, fit, nowMs, cancellationToken);
        return new ReplayDto(letters.Count, fit.Count, stillMalformed, known.Count, truncated, events, nextCursor);
    }

    // When it arrived stands for a time that the record does not give itself: a replay must not make it happen now.
    private static IngestRecord RecordOf(DeadLetter letter) => new(letter.Raw, letter.Sourcetype, Host: null, letter.ReceivedMs);

    private bool IsUnderstood(DeadLetter letter, long nowMs)
    {
        try
        {
            var result = parser.Parse(letter.Raw, new SourceContext(letter.Client, nowMs, letter.Sourcetype, letter.ReceivedMs), out _);
            return result.Outcome != ParseOutcome.Malformed && result.MalformedElements == 0;
        }
#pragma warning disable CA1031 // a parser that throws on it does not understand it; its failure was logged when the record came
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private async ValueTask<int> AppendAsync(string client, List<StoredDeadLetter> letters, long nowMs, CancellationToken cancellationToken)
    {
        var result = await pipeline.ReplayAsync(client, [.. letters.Select(l => RecordOf(l.Letter))], cancellationToken);
        if (result.Status is not IngestStatus.Accepted)
        {
            throw new EventLogUnavailableException(result.Message ?? "The log takes nothing just now.");
        }

        var done = letters.ConvertAll(l => new ReplayMark(l.Offset, l.Letter.ReceivedMs, nowMs));
        await marks.WriteAsync(client, done, nowMs - (long)MarksKept.TotalMilliseconds, CancellationToken.None);
        return result.Events;
    }
}

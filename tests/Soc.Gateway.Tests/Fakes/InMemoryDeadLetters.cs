using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Soc.EventLog;

namespace Soc.Gateway.Tests.Fakes;

internal sealed class InMemoryDeadLetters : IDeadLetterLog
{
    public ConcurrentQueue<DeadLetter> Letters { get; } = new();

    public ValueTask AppendAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        foreach (var letter in letters)
        {
            Letters.Enqueue(letter);
        }

        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<DeadLetter> ReadAsync(string client, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var letter in Letters.Where(l => l.Client == client).Reverse().Take(limit))
        {
            yield return letter;
        }
    }

    public ValueTask<IReadOnlyList<StoredDeadLetter>> QueryAsync(DeadLetterQuery query, CancellationToken cancellationToken) => new([
        .. Letters
            .Select((letter, i) => new StoredDeadLetter(i, letter))
            .Where(l => l.Letter.Client == query.Client && l.Offset < query.BelowOffset && (query.Reason is null || l.Letter.Reason == query.Reason))
            .Reverse()
            .Take(query.Limit),
    ]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Soc.EventLog;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>A log on this disk: durable appends, and all of it read back as events.</summary>
internal interface ILogCandidate : IAsyncDisposable
{
    /// <summary>Completes when the entries are durable.</summary>
    ValueTask AppendAsync(LogEntry[] entries, CancellationToken cancellationToken);

    /// <summary>Reads everything from the beginning.</summary>
    /// <returns>Events that came back whole.</returns>
    ValueTask<long> ReplayAsync(CancellationToken cancellationToken);
}

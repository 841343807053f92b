using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog;
using Soc.EventLog.Embedded;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>The product's embedded log.</summary>
internal sealed class OwnLog(string folder) : ILogCandidate
{
    public const int Partitions = 8;
    private const int EntriesPerRead = 4_096;
    private const int BusyPauseMs = 2;

    private readonly EmbeddedEventLog _log = EmbeddedEventLog.Open(
        new EmbeddedEventLogOptions { Directory = folder, PartitionCount = Partitions }, TimeProvider.System, NullLogger.Instance);

    public async ValueTask AppendAsync(LogEntry[] entries, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _log.AppendAsync(entries, cancellationToken);
                return;
            }
            catch (EventLogBusyException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(BusyPauseMs), TimeProvider.System, cancellationToken);
            }
        }
    }

    public async ValueTask<long> ReplayAsync(CancellationToken cancellationToken)
    {
        var whole = 0L;
        for (var partition = 0; partition < Partitions; partition++)
        {
            for (var next = _log.StartOffset(partition); next < _log.EndOffset(partition);)
            {
                var batch = await _log.ReadAsync(partition, next, EntriesPerRead, cancellationToken);
                whole += batch.Events.Count(e => e is not null);
                next = batch.NextOffset;
            }
        }

        return whole;
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}

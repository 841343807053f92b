using FASTER.core;
using Soc.EventLog;
using Soc.EventLog.Codec;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>Microsoft's FasterLog, with its own group commit: each group is enqueued, then committed.</summary>
internal sealed class FasterLogCandidate : ILogCandidate
{
    private readonly FasterLogSettings _settings;
    private readonly FasterLog _log;
    private readonly GroupCommit<byte[]> _commits;

    public FasterLogCandidate(string folder)
    {
        _settings = new FasterLogSettings(folder);
        _log = new FasterLog(_settings);
        _commits = new GroupCommit<byte[]>(Commit);
    }

    public ValueTask AppendAsync(LogEntry[] entries, CancellationToken cancellationToken) =>
        _commits.WriteAsync(EncodedRecords.Of(entries), cancellationToken);

    public ValueTask<long> ReplayAsync(CancellationToken cancellationToken)
    {
        var strings = new StringTable();
        var whole = 0L;
        using var scan = _log.Scan(_log.BeginAddress, _log.CommittedUntilAddress);
        while (scan.GetNext(out var record, out var length, out _))
        {
            whole += EncodedRecords.IsWhole(record.AsSpan(0, length), strings) ? 1 : 0;
        }

        return ValueTask.FromResult(whole);
    }

    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        _log.Dispose();
        _settings.Dispose();
    }

    private void Commit(List<byte[]> records)
    {
        foreach (var record in records)
        {
            _log.Enqueue(record);
        }

        _log.Commit(spinWait: true);
    }
}

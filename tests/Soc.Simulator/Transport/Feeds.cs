using Soc.Simulator.Estate;

namespace Soc.Simulator.Transport;

/// <summary>Where the records of an estate go: the syslog port of one client, and HEC with each client's own token.</summary>
public sealed class Feeds(SyslogSender syslog, IReadOnlyDictionary<string, HecSender> hec, TimeProvider time) : IDisposable
{
    /// <summary>Records in flight at once: enough for speed, few enough that the sources stay nearly in step.</summary>
    private const int SliceSize = 2_000;

    /// <summary>A line over syslog that must be there before another over HEC gets this head start.</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(400);

    public long Sent => syslog.Sent + hec.Values.Sum(h => h.Sent);

    /// <summary>Sends in order; <paramref name="progress"/> is called after each slice with the time of its last record.</summary>
    public async Task SendAsync(IEnumerable<RawRecord> records, Action<long>? progress, CancellationToken cancellationToken)
    {
        var slice = new List<RawRecord>(SliceSize);
        foreach (var record in records)
        {
            if (record.AfterAllBefore)
            {
                await FlushAsync(slice, progress, cancellationToken);
                await Task.Delay(HeadStart, time, cancellationToken);
            }

            slice.Add(record);
            if (slice.Count >= SliceSize)
            {
                await FlushAsync(slice, progress, cancellationToken);
            }
        }

        await FlushAsync(slice, progress, cancellationToken);
    }

    public void Dispose()
    {
        syslog.Dispose();
        foreach (var sender in hec.Values)
        {
            sender.Dispose();
        }
    }

    private async Task FlushAsync(List<RawRecord> slice, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (slice.Count == 0)
        {
            return;
        }

        var sends = new List<Task>();
        foreach (var group in slice.GroupBy(r => r.Sourcetype is null ? null : r.Client, StringComparer.Ordinal))
        {
            var records = group.ToArray();
            sends.Add(group.Key is null ? syslog.SendAsync(records, cancellationToken) : hec[group.Key].SendAsync(records, cancellationToken));
        }

        await Task.WhenAll(sends);
        progress?.Invoke(slice[^1].AtMs);
        slice.Clear();
    }
}

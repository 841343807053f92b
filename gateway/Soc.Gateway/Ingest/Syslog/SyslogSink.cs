using Microsoft.Extensions.Options;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>
/// Appends batches of frames, and waits while the log is busy or the disk is full: the wait is what slows a TCP sender
/// down, and nothing that was read is given up while the process lives.
/// </summary>
public sealed class SyslogSink(IngestPipeline pipeline, IngestMetrics metrics, IngestHealth health, IOptions<SyslogOptions> options, TimeProvider time)
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(2);

    public SyslogOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    /// <summary>Counts what is lost before it is a record; nobody can be answered, so that health says it too.</summary>
    public void Drop(string reason, long count = 1)
    {
        metrics.Dropped(reason, count);
        health.Lost(reason, count);
    }

    /// <summary>False when the client does not exist.</summary>
    public async ValueTask<bool> AppendAsync(string client, List<IngestRecord> frames, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipeline.IngestAsync(client, frames, cancellationToken);
            if (result.Status == IngestStatus.Accepted)
            {
                return true;
            }

            if (result.Status == IngestStatus.UnknownClient)
            {
                // The pipeline counted it.
                health.Lost(IngestReasons.UnknownClient, frames.Count);
                return false;
            }

            await Task.Delay(result.Status == IngestStatus.Busy ? BusyPause : UnavailablePause, Time, cancellationToken);
        }
    }
}

using Microsoft.Extensions.Logging;
using Orleans;

namespace Soc.Silo.Clustering;

/// <summary>A gateway that starts before its silos waits for them, and says so.</summary>
internal sealed partial class ClusterConnect(ClusterOptions options, TimeProvider time, ILogger<ClusterConnect> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);
    private int _tries;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        // Every half a minute is often enough to read.
        if (_tries++ % 15 == 0)
        {
            LogWaiting(options.ClusterId, options.Membership, exception.Message);
        }

        await Task.Delay(Wait, time, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo of cluster '{Cluster}' is there yet by {Membership} ({Reason}): start one with the same Soc:Cluster settings; this gateway goes on by itself")]
    private partial void LogWaiting(string cluster, MembershipKind membership, string reason);
}

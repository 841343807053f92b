using System.Diagnostics;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Peers;

/// <summary>
/// CrowdSec over one file, timed from its own words: from "Starting processing data" until its buckets are done. What it
/// then still sends to its local API is not counted against it.
/// </summary>
internal static class CrowdSecRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Wall and CPU seconds, and how often a bucket overflowed; null when it did not finish in time.</summary>
    public static async Task<(double WallSeconds, double CpuSeconds, int Overflows)?> MeasureAsync(CrowdSecFolder folder, string file, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var overflows = 0;
        await using var child = ChildProgram.Start(
            folder.Program, ["-c", folder.ConfigPath, "-dsn", "file://" + file, "-type", "syslog"],
            new Dictionary<string, string>(StringComparer.Ordinal),
            line =>
            {
                if (line.Contains("Starting processing data", StringComparison.Ordinal))
                {
                    started.TrySetResult(Stopwatch.GetTimestamp());
                }
                else if (line.Contains("Bucket routine exiting", StringComparison.Ordinal))
                {
                    done.TrySetResult(Stopwatch.GetTimestamp());
                }
                else if (line.Contains("performed 'crowdsecurity/ssh-bf'", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref overflows);
                }
            });
        try
        {
            var from = await started.Task.WaitAsync(Limit, TimeProvider.System, cancellationToken);
            var cpu = new ChildCpu(child.Process);
            var until = await done.Task.WaitAsync(Limit, TimeProvider.System, cancellationToken);
            return (Stopwatch.GetElapsedTime(from, until).TotalSeconds, cpu.Seconds(), overflows);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}

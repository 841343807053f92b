using System.Diagnostics;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Peers;

/// <summary>
/// CrowdSec over one file, timed from its own words: from "Starting processing data" until its buckets are done. What it
/// then still sends to its local API is not counted against it.
/// </summary>
internal static class CrowdSecRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    /// <summary>Wall and CPU seconds, and the addresses that it found guessing; null when it did not finish in time.</summary>
    public static async Task<(double WallSeconds, double CpuSeconds, IReadOnlySet<string> Attackers)?> MeasureAsync(CrowdSecFolder folder, string file, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var attackers = new HashSet<string>(StringComparer.Ordinal);
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
                else if (AttackerIn(line) is { } attacker)
                {
                    lock (attackers)
                    {
                        attackers.Add(attacker);
                    }
                }
            });
        try
        {
            var from = await started.Task.WaitAsync(Limit, TimeProvider.System, cancellationToken);
            var cpu = new ChildCpu(child.Process);
            var until = await done.Task.WaitAsync(Limit, TimeProvider.System, cancellationToken);
            var cpuSeconds = cpu.Seconds();

            // What it found is told after its buckets are done; it ends by itself.
            await child.Process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, TimeProvider.System, cancellationToken);
            return (Stopwatch.GetElapsedTime(from, until).TotalSeconds, cpuSeconds, attackers);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string? AttackerIn(string line)
    {
        const string Before = "Ip ";
        var end = line.IndexOf(" performed 'crowdsecurity/ssh-bf'", StringComparison.Ordinal);
        var start = end < 0 ? -1 : line.LastIndexOf(Before, end, StringComparison.Ordinal);
        return start < 0 ? null : line[(start + Before.Length)..end];
    }
}

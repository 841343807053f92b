using System.Diagnostics;

namespace Soc.Benchmarks.Log;

/// <summary>Wall time and processor time of a stretch of work: the rate per core-second is what another machine can be judged by.</summary>
internal sealed class Meter
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpuAtStart = Process.GetCurrentProcess().TotalProcessorTime;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    public IEnumerable<BenchRow> Rows(string name, string unit, long count, string note)
    {
        var wall = Elapsed.TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - _cpuAtStart).TotalSeconds;
        yield return new BenchRow(name, unit + "/s", count / wall, note);
        yield return new BenchRow(name, unit + "/core-second", count / Math.Max(cpu, 0.001), note);
    }

    /// <summary>Median and 99th percentile of time stamps' differences.</summary>
    public static IEnumerable<BenchRow> Latencies(string name, List<long> ticks, string note)
    {
        ticks.Sort();
        yield return new BenchRow(name + " p50", "ms", Milliseconds(ticks, 0.5), note);
        yield return new BenchRow(name + " p99", "ms", Milliseconds(ticks, 0.99), note);
    }

    private static double Milliseconds(List<long> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[(int)(sorted.Count * share)] * 1000.0 / Stopwatch.Frequency;
}

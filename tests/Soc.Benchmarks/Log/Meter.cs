using System.Diagnostics;

namespace Soc.Benchmarks.Log;

/// <summary>Wall time and processor time of a stretch of work: the rate per core-second is what another machine can be judged by.</summary>
internal sealed class Meter
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpuAtStart = Process.GetCurrentProcess().TotalProcessorTime;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>Seconds of the clock and of this process's processors since the start.</summary>
    public (double Seconds, double CpuSeconds) Read()
    {
        using var self = Process.GetCurrentProcess();
        return (Elapsed.TotalSeconds, Math.Max((self.TotalProcessorTime - _cpuAtStart).TotalSeconds, 0.001));
    }

    /// <summary>One figure a second; the rate per core-second in the note.</summary>
    public BenchRow Row(string name, string unit, long count, string note, string? baseline = null)
    {
        var (seconds, cpuSeconds) = Read();
        return new BenchRow(name, unit + "/s", count / seconds, $"{note}; {Table.Number(count / cpuSeconds)} per core-second; once", baseline);
    }
}

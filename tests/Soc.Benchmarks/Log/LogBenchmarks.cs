namespace Soc.Benchmarks.Log;

/// <summary>The embedded event log, its codec, and the store of entities.</summary>
public static class LogBenchmarks
{
    /// <summary>Measures everything, one after the other.</summary>
    /// <param name="directory">Folder on the disk to measure; what is made in it is removed.</param>
    /// <param name="seconds">Length of each measurement, 1–60.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<IReadOnlyList<BenchRow>> RunAsync(string directory, int seconds, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 60));
        var folder = Directory.CreateDirectory(Path.Combine(directory, "log-benchmark")).FullName;
        try
        {
            return
            [
                .. CodecBenchmark.Run(length),
                .. await AppendBenchmark.RunAsync(folder, length, cancellationToken),
                .. await ReplayBenchmark.RunAsync(folder, length, cancellationToken),
                .. await EntityStoreBenchmark.RunAsync(folder, length, cancellationToken),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

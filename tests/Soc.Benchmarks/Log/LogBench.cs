using Soc.Benchmarks.Log.Candidates;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Log;

/// <summary>The embedded log and the entity store beside what could stand in their place, the log's codec beside Orleans' serialiser, and replay.</summary>
internal sealed class LogBench : IBench
{
    private static readonly TimeSpan PerAppend = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PerRound = TimeSpan.FromSeconds(1);

    public string Name => "log";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        return
        [
            .. await CandidateBenchmark.RunAsync(folder.Path, PerAppend, cancellationToken),
            .. await EntityStoreBenchmark.RunAsync(folder.Path, PerRound, cancellationToken),
            .. await ReplayBenchmark.RunAsync(folder.Path, PerRound, cancellationToken),
            .. CodecBenchmark.Run(PerRound),
        ];
    }
}

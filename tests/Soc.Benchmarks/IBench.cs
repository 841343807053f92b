namespace Soc.Benchmarks;

/// <summary>One benchmark, bounded in time.</summary>
internal interface IBench
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures; says on the error stream what it does meanwhile.</summary>
    Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken);
}

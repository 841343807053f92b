namespace Soc.Benchmarks;

/// <summary>One benchmark, bounded in time.</summary>
internal interface IBench
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>Takes too long for a run of all.</summary>
    bool IsByNameOnly => false;

    /// <summary>Measures; says on the error stream what it does meanwhile.</summary>
    Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken);
}

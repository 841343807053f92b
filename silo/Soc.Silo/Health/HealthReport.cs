using Soc.Silo.Ingest;

namespace Soc.Silo.Health;

/// <summary>What works, what does not, and what to do about it.</summary>
/// <param name="pump">Null where nothing is applied: in a gateway whose silos are other processes.</param>
public sealed class HealthReport(IEnumerable<HealthSource> sources, IngestPump? pump = null)
{
    private readonly HealthSource[] _sources = [.. sources];

    public HealthDto Read()
    {
        string[] problems = [.. _sources.SelectMany(s => s.Problems()).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new HealthDto(problems.Length == 0 ? "ok" : "degraded", problems, pump?.Backlog ?? 0, pump is null ? [] : [.. pump.Owned]);
    }
}

using Soc.Enrichment;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Silo.Ingest;

namespace Soc.Gateway.Health;

/// <summary>What works, what does not, and what to do about it.</summary>
public sealed class HealthReport(EnrichmentHealth enrichment, CheckpointService checkpoints, IngestHealth ingest, KafkaSourceService kafka, IngestPump pump)
{
    public HealthDto Read()
    {
        var problems = new List<string>(enrichment.Sentences);
        problems.AddRange(ingest.Sentences);
        problems.AddRange(kafka.Problems);
        problems.AddRange(pump.Problems);
        if (checkpoints.Problem is { } problem)
        {
            problems.Add(problem);
        }

        return new HealthDto(problems.Count == 0 ? "ok" : "degraded", [.. problems], pump.Backlog);
    }
}

namespace Soc.Chaos.Tests.Cluster;

/// <summary>What a cluster is made of.</summary>
internal sealed record ClusterShape
{
    public int Silos { get; init; } = 2;

    public int Gateways { get; init; } = 1;

    /// <summary>Silos are hosts of their own.</summary>
    public bool IsNetworked { get; init; }

    /// <summary>Where silos and gateways find each other: "Redis" or "PostgreSql".</summary>
    public string Membership { get; init; } = "Redis";

    /// <summary>States of entities are on Redis.</summary>
    public bool HasEntitiesOnRedis { get; init; }

    /// <summary>PostgreSQL's tables are on a filesystem of so many megabytes; null when they may grow.</summary>
    public int? TablesMegabytes { get; init; }

    /// <summary>By how much the wall clock of the second silo is ahead; negative is behind.</summary>
    public TimeSpan SecondSiloAhead { get; init; }

    /// <summary>What happens happens in the middle of a <see cref="Crowd"/>.</summary>
    public bool IsAtFullLoad { get; init; }

    /// <summary>Silos and gateways talk by mutual TLS.</summary>
    public bool HasTls { get; init; }

    /// <summary>Silos have detectors that throw, see <see cref="Poison.PoisonStartup"/>.</summary>
    public bool IsPoisoned { get; init; }
}

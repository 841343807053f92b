namespace Soc.Silo.Clustering;

/// <summary>Where the silos of a cluster find each other.</summary>
public enum MembershipKind
{
    /// <summary>There is one silo only, in one process with the gateway.</summary>
    None = 0,

    /// <summary>A Redis server.</summary>
    Redis = 1,

    /// <summary>The PostgreSQL server of the stores.</summary>
    PostgreSql = 2,
}

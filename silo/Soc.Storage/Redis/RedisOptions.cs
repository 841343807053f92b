namespace Soc.Storage.Redis;

/// <summary>Configuration section "Soc:Redis". With a connection string, the snapshots of entities and their offsets are kept there; everything else is not.</summary>
public sealed record RedisOptions
{
    public const string Section = "Soc:Redis";

    /// <summary>StackExchange.Redis' form: "host:6379,password=…"; with Sentinel "host:26379,serviceName=…".</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>What every key begins with: two installations on one server need two.</summary>
    public string KeyPrefix { get; init; } = "soc:";
}

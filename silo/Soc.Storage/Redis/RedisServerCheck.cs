namespace Soc.Storage.Redis;

/// <summary>What a server's INFO says about whether it may hold snapshots.</summary>
internal static class RedisServerCheck
{
    /// <returns>Sentences about what should be changed.</returns>
    /// <exception cref="StoreUnavailableException">The server would forget snapshots, or is a cluster.</exception>
    public static IReadOnlyList<string> Run(string info, string target)
    {
        var said = info.Split('\n')
            .Select(line => line.Trim().Split(':', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (Of("redis_mode") == "cluster" || Of("cluster_enabled") == "1")
        {
            throw new StoreUnavailableException($"{target} is a Redis Cluster, whose parts fail by themselves: snapshots and offsets would no longer go back together. Use a single server, or one with replicas.");
        }

        if (Of("role") == "slave")
        {
            throw new StoreUnavailableException($"{target} takes no writes: it is a read-only replica. Name the primary, or the Sentinels with serviceName, in {RedisOptions.Section}:ConnectionString.");
        }

        // The policies by the name of volatile-… touch only keys that expire, and none of ours does.
        if (Of("maxmemory_policy").StartsWith("allkeys", StringComparison.Ordinal))
        {
            throw new StoreUnavailableException($"{target} throws keys away when its memory is full (maxmemory-policy {Of("maxmemory_policy")}), and with them what entities remember: set 'maxmemory-policy noeviction' there, or use another server.");
        }

        return Of("aof_enabled") == "0"
            ? [$"{target} keeps no append-only file: a restart of it loses what entities remember since its last dump. Set 'appendonly yes' there."]
            : [];

        string Of(string name) => said.GetValueOrDefault(name, "");
    }
}

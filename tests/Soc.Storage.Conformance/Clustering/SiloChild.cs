using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>The process that is killed: a silo that has joined, and prints so.</summary>
internal static class SiloChild
{
    public const string Verb = "silo-until-killed";

    public static async Task<int> RunAsync(string connectionString)
    {
        await using var silo = await ClusterNode.StartSiloAsync(new PostgresOptions { ConnectionString = connectionString, Migrate = false });
        await Console.Out.WriteLineAsync(silo.Address.ToParsableString());
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }
}

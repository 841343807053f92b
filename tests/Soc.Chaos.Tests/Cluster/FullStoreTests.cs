using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Stores that refuse what would make them grow, while events come; health says so in words.</summary>
public sealed class FullStoreTests(ITestOutputHelper output)
{
    private static readonly TimeSpan FullTime = TimeSpan.FromSeconds(4);

    /// <summary>The tables of PostgreSQL cannot grow, its log can: so it answers with an error and goes on.</summary>
    [Fact]
    public Task A_full_disk_under_the_tables_of_PostgreSQL() => new Suffering(output).RunAsync(new ClusterShape { TablesMegabytes = 48 }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        rig.Tables!.Fill();
        await middle(1);
        output.WriteLine(await rig.ToldAsync(IsOfTheDisk, cancellationToken));
        await Task.Delay(FullTime, TimeProvider.System, cancellationToken);
        rig.Tables.MakeRoom();
        await rig.WellAgainAsync(IsOfTheDisk, cancellationToken);
        await middle(2);

        static bool IsOfTheDisk(string problem) => problem.Contains("The disk of PostgreSQL", StringComparison.Ordinal) && problem.Contains("is full: free some space there", StringComparison.Ordinal);
    });

    /// <summary>States of entities and the membership are on one Redis server, which takes no write while it is full.</summary>
    [Fact]
    public Task A_full_Redis_with_the_states_of_entities() => new Suffering(output).RunAsync(new ClusterShape { HasEntitiesOnRedis = true }, async (rig, middle, cancellationToken) =>
    {
        await middle(0);
        await rig.Redis.LimitMemoryAsync("1mb", cancellationToken);
        await middle(1);
        output.WriteLine(await rig.ToldAsync(IsOfTheMemory, cancellationToken));
        await Task.Delay(FullTime, TimeProvider.System, cancellationToken);
        await rig.Redis.LimitMemoryAsync("0", cancellationToken);
        await rig.WellAgainAsync(IsOfTheMemory, cancellationToken);
        await middle(2);

        static bool IsOfTheMemory(string problem) => problem.Contains("Redis at", StringComparison.Ordinal) && problem.Contains("is out of memory", StringComparison.Ordinal);
    });
}

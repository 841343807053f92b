using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Conformance.Stores.Azure;
using Soc.Storage.Conformance.Stores.PostgreSql;
using Soc.Storage.Conformance.Stores.Redis;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Redis;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores;

/// <summary>Every registration gives every store, and close without a loss.</summary>
public sealed class StorageServicesTests(SharedPostgres postgres, SharedRedis redis, SharedAzurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embedded_GivesEveryStore()
    {
        using var folder = new TempFolder();
        await CheckAsync(() => new ServiceCollection().AddEmbeddedStorage(folder.Path));
    }

    [Fact]
    public async Task Postgres_GivesEveryStore()
    {
        var options = await postgres.NewDatabaseAsync();
        await CheckAsync(() => new ServiceCollection().AddPostgresStorage(options.ConnectionString));
    }

    [Fact]
    public async Task Azure_GivesEveryStore()
    {
        var options = await azurite.NewOptionsAsync();
        await CheckAsync(() => new ServiceCollection().AddAzureStorage(options));
    }

    [Fact]
    public async Task Redis_TakesTheSnapshots_AndLeavesTheRest()
    {
        using var folder = new TempFolder();
        var options = (await redis.ServerAsync()).NewOptions();
        await CheckAsync(() => new ServiceCollection().AddEmbeddedStorage(folder.Path).AddRedisEntityStorage(options));
        await using var services = new ServiceCollection().AddEmbeddedStorage(folder.Path).AddRedisEntityStorage(options).BuildServiceProvider();
        services.GetServices<IEntityStore>().Single().ShouldBeOfType<RedisEntityStore>();
        services.GetServices<PromiseStore>().Single().Entities.ShouldBeOfType<SqliteEntityStore>("Redis may lose what it acknowledged");
    }

    private static async Task CheckAsync(Func<IServiceCollection> register)
    {
        Task last;
        await using (var services = register().BuildServiceProvider())
        {
            Type[] stores =
            [
                typeof(IEntityStore), typeof(IIncidentStore), typeof(IMinorSignalStore), typeof(IResponseStore), typeof(IClientStore),
                typeof(ITokenStore), typeof(IIndicatorStore), typeof(IAnswerStore), typeof(IReplayMarks),
                typeof(PromiseStore),
            ];
            foreach (var store in stores)
            {
                services.GetRequiredService(store).ShouldBeSameAs(services.GetRequiredService(store));
            }

            // Not awaited: closing writes what waits.
            last = services.GetRequiredService<IEntityStore>().WriteAsync("acme/user/anna", new byte[] { 7 }, new EntityWriter(1, default), Cancel).AsTask();
        }

        await last;
        await using var again = register().BuildServiceProvider();
        (await again.GetRequiredService<IEntityStore>().ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe([7]);
    }
}

using Soc.GrainInterfaces.Storage;
using Soc.Storage.Redis;

namespace Soc.Storage.Conformance.Stores.Redis;

public sealed class RedisEntityStoreTests(SharedRedis redis) : EntityStoreConformance, IAsyncLifetime
{
    private RedisOptions _options = null!;
    private RedisDatabase? _database;
    private RedisEntityStore? _store;

    protected override IEntityStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _options = (await redis.ServerAsync()).NewOptions();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null && _database is not null)
        {
            await _store.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    protected override async ValueTask ReopenAsync()
    {
        await DisposeAsync();
        Open();
    }

    private void Open()
    {
        _database = RedisDatabase.Open(_options);
        _store = new RedisEntityStore(_database);
    }
}

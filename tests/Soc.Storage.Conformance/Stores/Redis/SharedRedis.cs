[assembly: AssemblyFixture(typeof(Soc.Storage.Conformance.Stores.Redis.SharedRedis))]

namespace Soc.Storage.Conformance.Stores.Redis;

/// <summary>One server for all tests that do not kill it; started when the first one needs it.</summary>
public sealed class SharedRedis : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<RedisServer>? _server;

    public Task<RedisServer> ServerAsync()
    {
        lock (_gate)
        {
            return _server ??= RedisServer.StartNewAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true })
        {
            await (await _server).DisposeAsync();
        }
    }
}

using Soc.Storage.PostgreSql;

[assembly: AssemblyFixture(typeof(Soc.Storage.Conformance.Stores.PostgreSql.SharedPostgres))]

namespace Soc.Storage.Conformance.Stores.PostgreSql;

/// <summary>One server for all tests that do not kill it; started when the first one needs it.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<PostgresServer>? _server;

    public Task<PostgresServer> ServerAsync()
    {
        lock (_gate)
        {
            return _server ??= PostgresServer.StartNewAsync();
        }
    }

    public async Task<PostgresOptions> NewDatabaseAsync() => await (await ServerAsync()).NewDatabaseAsync();

    /// <summary>A new database with its schema made by its owner, as a role sees it that was granted what the command grants.</summary>
    public async Task<PostgresOptions> NewDatabaseAsRoleAsync() => await (await ServerAsync()).NewDatabaseAsRoleAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true })
        {
            await (await _server).DisposeAsync();
        }
    }
}

using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql.AsRole;

/// <summary>The same as a role that only reads and writes rows.</summary>
public sealed class PostgresResponseStoreAsRoleTests(SharedPostgres postgres) : PostgresResponseStoreTests(postgres)
{
    private readonly SharedPostgres _postgres = postgres;

    protected override Task<PostgresOptions> NewDatabaseAsync() => _postgres.NewDatabaseAsRoleAsync();
}

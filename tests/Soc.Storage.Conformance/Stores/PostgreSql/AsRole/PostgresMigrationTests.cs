using Npgsql;
using Shouldly;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Stores.PostgreSql.AsRole;

/// <summary>The command that makes the schema: what it does, what it says, and what it lets the services do.</summary>
public sealed class PostgresMigrationTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twice_IsTheSameAsOnce_AndItSaysWhatItDid()
    {
        var options = await postgres.NewDatabaseAsync();
        Run(options).ShouldBe((0, $"made the schema soc, version {PostgresSchema.Migrations.Length}"));
        Run(options).ShouldBe((0, "nothing to do"));
        await PostgresDatabase.Open(options with { Migrate = false }).DisposeAsync();
    }

    [Fact]
    public async Task NothingOutsideTheSchemaIsMade()
    {
        var options = await postgres.NewDatabaseAsync();
        const string others = "SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('soc', 'pg_toast')";
        var before = await AskAsync(options, others);
        Run(options).Status.ShouldBe(0);
        (await AskAsync(options, others)).ShouldBe(before);
    }

    [Fact]
    public async Task AnOlderSchema_IsBroughtUp()
    {
        var options = await postgres.NewDatabaseAsync();
        await PostgresDatabase.Open(options, [PostgresSchema.Migrations[0]]).DisposeAsync();
        Run(options).ShouldBe((0, $"from version 1 to {PostgresSchema.Migrations.Length}"));
    }

    [Fact]
    public async Task ManyAtOnce_AllPass()
    {
        var options = await postgres.NewDatabaseAsync();
        var role = await (await postgres.ServerAsync()).NewRoleAsync();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Run(options, "--role", role).Status)));
        statuses.ShouldAllBe(s => s == 0);
    }

    [Fact]
    public async Task TheOwnersConnection_IsUsedBeforeTheServices()
    {
        var owner = await postgres.NewDatabaseAsync();
        var role = await (await postgres.ServerAsync()).NewRoleAsync();
        var options = new PostgresOptions { AdminConnectionString = owner.ConnectionString, ConnectionString = PostgresServer.As(owner, role), Migrate = false };
        Run(options, "--role", role).Status.ShouldBe(0);
        await PostgresDatabase.Open(options).DisposeAsync();
    }

    [Theory]
    [InlineData("CREATE TABLE soc.more (id integer)")]
    [InlineData("CREATE SCHEMA more")]
    [InlineData("ALTER TABLE soc.entities ADD COLUMN more integer")]
    [InlineData("DROP TABLE soc.entities")]
    [InlineData("TRUNCATE soc.entities")]
    [InlineData("DROP FUNCTION soc.stay_durable()")]
    [InlineData("UPDATE soc.schema_version SET version = 99")]
    [InlineData("UPDATE soc.orleansquery SET querytext = 'SELECT 1'")]
    [InlineData("SELECT setval('soc.reminder_versions', 1)")]
    public async Task TheRole_MayNotChangeWhatThereIs(string change)
    {
        var options = await postgres.NewDatabaseAsRoleAsync();
        (await Should.ThrowAsync<PostgresException>(AskAsync(options, change))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task WithoutTheRight_ItSaysWhichToGrant()
    {
        var owner = await postgres.NewDatabaseAsync();
        var role = await (await postgres.ServerAsync()).NewRoleAsync();
        Run(owner with { AdminConnectionString = PostgresServer.As(owner, role) }).ShouldBe((1, "GRANT CREATE ON DATABASE"));
    }

    [Fact]
    public async Task AnUpgradeByARoleThatOwnsNothing_IsRefusedClearly()
    {
        var owner = await postgres.NewDatabaseAsync();
        await PostgresDatabase.Open(owner, [PostgresSchema.Migrations[0]]).DisposeAsync();
        var role = await (await postgres.ServerAsync()).NewRoleAsync();
        await AskAsync(owner, $"GRANT USAGE ON SCHEMA soc TO PUBLIC; GRANT SELECT ON soc.schema_version TO PUBLIC");
        Run(owner with { AdminConnectionString = PostgresServer.As(owner, role) }).ShouldBe((1, "name its owner in Soc:Postgres:AdminConnectionString"));
    }

    [Fact]
    public async Task WhatIsWrong_IsSaidClearly_AndNeverThePassword()
    {
        var options = await postgres.NewDatabaseAsync();
        Run(new PostgresOptions()).ShouldBe((1, "is set: name the owner of the schema"));
        Run(Changed(options, s => s.Password = "hunter2")).ShouldBe((1, "check Username and Password in Soc:Postgres:AdminConnectionString"));
        Run(Changed(options, s => s.Database = "nowhere")).ShouldBe((1, "createdb --encoding=UTF8 nowhere"));
        Run(Changed(options, s => s.Port = 1)).ShouldBe((1, "Nothing listens"));
        Run(new PostgresOptions { AdminConnectionString = "Hots=db" }).ShouldBe((1, "Soc:Postgres:AdminConnectionString makes no sense"));
        Run(options, "--role", "nobody's").ShouldBe((1, "has no role \"nobody's\""));
        Run(options, "--rule").ShouldBe((2, "Usage: migrate"));
        await AskAsync(options, "UPDATE soc.schema_version SET version = 99");
        Run(options).ShouldBe((1, "run the newer version"));
    }

    [Fact]
    public async Task ARoleThatMayMoreAnyway_IsPointedOut()
    {
        var options = await postgres.NewDatabaseAsync();
        Run(options, "--role", new NpgsqlConnectionStringBuilder(options.ConnectionString).Username!).ShouldBe((0, "is a superuser or owns the schema"));
    }

    private static PostgresOptions Changed(PostgresOptions options, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        change(settings);
        return options with { AdminConnectionString = settings.ConnectionString };
    }

    private static async Task<object?> AskAsync(PostgresOptions options, string sql)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private static Outcome Run(PostgresOptions options, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = PostgresMigration.Run(options, arguments, output, error);
        (status == 0).ShouldBe(error.ToString().Length == 0);
        (output + error.ToString()).ShouldNotContain("hunter2");
        return new Outcome(status, output + error.ToString());
    }

    private sealed record Outcome(int Status, string Words)
    {
        public void ShouldBe((int Status, string Words) expected)
        {
            Words.ShouldContain(expected.Words);
            Status.ShouldBe(expected.Status);
        }
    }
}

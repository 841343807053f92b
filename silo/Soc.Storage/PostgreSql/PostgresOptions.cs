namespace Soc.Storage.PostgreSql;

/// <summary>Configuration section "Soc:Postgres". Without a connection string the embedded stores are used.</summary>
public sealed record PostgresOptions
{
    public const string Section = "Soc:Postgres";

    internal const string ConnectionStringName = Section + ":" + nameof(ConnectionString);

    /// <summary>Npgsql's form: "Host=db;Database=soc;Username=soc;Password=…".</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Makes and upgrades the schema at the start. Off where the login may not, and somebody else does it.</summary>
    public bool Migrate { get; init; } = true;
}

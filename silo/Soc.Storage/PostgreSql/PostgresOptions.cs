namespace Soc.Storage.PostgreSql;

/// <summary>Configuration section "Soc:Postgres". Without a connection string the embedded stores are used.</summary>
public sealed record PostgresOptions
{
    public const string Section = "Soc:Postgres";

    internal const string ConnectionStringName = Section + ":" + nameof(ConnectionString);
    internal const string AdminConnectionStringName = Section + ":" + nameof(AdminConnectionString);

    /// <summary>Npgsql's form: "Host=db;Database=soc;Username=soc;Password=…".</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The same for the owner of the schema, who makes and upgrades it by the command "migrate"; empty: that of the services.</summary>
    public string AdminConnectionString { get; init; } = "";

    /// <summary>Makes and upgrades the schema at the start. Off where the login may not, and somebody else does it.</summary>
    public bool Migrate { get; init; } = true;
}

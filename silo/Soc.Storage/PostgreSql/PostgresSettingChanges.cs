using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="ISettingChanges"/>
public sealed class PostgresSettingChanges(PostgresDatabase database) : ISettingChanges
{
    public async ValueTask<IReadOnlyList<SettingChange>> AfterAsync(long number, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT number, kind, key FROM soc.setting_changes WHERE number > $1 ORDER BY number",
            r => new SettingChange(r.GetInt64(0), (SettingKind)r.GetInt32(1), r.GetString(2)),
            [number],
            cancellationToken);

    public async ValueTask<long> LastAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT COALESCE(MAX(number), 0) FROM soc.setting_changes", r => r.GetInt64(0), [], cancellationToken))[0];

    /// <summary>Notes a change within the transaction that makes it.</summary>
    internal static async Task NoteAsync(PostgresCommands c, SettingKind kind, string key)
    {
        // As for incidents: held until the commit can be seen, and in a statement before the one that reads the highest number.
        await c.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [PostgresLocks.SettingChanges]);
        await c.ExecuteAsync(
            """
            INSERT INTO soc.setting_changes (kind, key, number) SELECT $1, $2, COALESCE(MAX(number), 0) + 1 FROM soc.setting_changes
            ON CONFLICT (kind, key) DO UPDATE SET number = excluded.number
            """,
            [(int)kind, key]);
    }
}

using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Indicators;

namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="IIndicatorStore"/>
public sealed class PostgresIndicatorStore(PostgresDatabase database) : IIndicatorStore
{
    /// <summary>Rows of one statement: lists have hundreds of thousands, and a message of the protocol has its limit.</summary>
    private const int MaxRows = 10_000;

    public async ValueTask<IReadOnlyList<Indicator>> ReadAsync(string owner, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT document FROM soc.indicators WHERE owner = $1 ORDER BY list, kind, value", r => JsonSerializer.Deserialize<Indicator>(r.GetString(0))!, [owner], cancellationToken);

    public async ValueTask<IReadOnlyList<string>> ReadOwnersAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync("SELECT DISTINCT owner FROM soc.indicators ORDER BY owner", r => r.GetString(0), [], cancellationToken);

    public async ValueTask WriteAsync(string owner, IReadOnlyList<Indicator> indicators, CancellationToken cancellationToken)
    {
        // A statement changes a row once: of an indicator that comes twice, the later one.
        var latest = new Dictionary<(string, string, string), Indicator>(indicators.Count);
        foreach (var indicator in indicators)
        {
            latest[(PostgresText.Storable(indicator.List), PostgresText.Storable(indicator.Kind), PostgresText.Storable(indicator.Value))] = indicator;
        }

        if (latest.Count == 0)
        {
            return;
        }

        await database.Writer.WriteAsync(async c =>
        {
            foreach (var rows in latest.Values.Chunk(MaxRows))
            {
                await c.ExecuteAsync(
                    """
                    INSERT INTO soc.indicators (owner, list, kind, value, document)
                    SELECT $1, list, kind, value, document FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS i (list, kind, value, document)
                    ON CONFLICT (owner, list, kind, value) DO UPDATE SET document = excluded.document
                    """,
                    [
                        owner, Array.ConvertAll(rows, i => i.List), Array.ConvertAll(rows, i => i.Kind), Array.ConvertAll(rows, i => i.Value),
                        Array.ConvertAll(rows, i => JsonSerializer.Serialize(i)),
                    ]);
            }

            await PostgresSettingChanges.NoteAsync(c, SettingKind.Indicators, owner);
            return latest.Count;
        });
    }
}

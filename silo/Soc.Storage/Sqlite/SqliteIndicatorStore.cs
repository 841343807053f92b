using System.Text.Json;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Indicators;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="IIndicatorStore"/>
public sealed class SqliteIndicatorStore(SqliteDatabase database) : IIndicatorStore
{
    public ValueTask<IReadOnlyList<Indicator>> ReadAsync(string owner, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Indicator>>(database.Read(c => c.Query(
            "SELECT document FROM indicators WHERE owner = $owner", r => JsonSerializer.Deserialize<Indicator>((string)r[0])!, ("$owner", owner))));

    public ValueTask<IReadOnlyList<string>> ReadOwnersAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(database.Read(c => c.Query("SELECT DISTINCT owner FROM indicators ORDER BY owner", r => (string)r[0])));

    public async ValueTask WriteAsync(string owner, IReadOnlyList<Indicator> indicators, CancellationToken cancellationToken) =>
        await database.WriteAsync(c =>
        {
            foreach (var indicator in indicators)
            {
                c.Execute(
                    """
                    INSERT INTO indicators (owner, list, kind, value, document) VALUES ($owner, $list, $kind, $value, $document)
                    ON CONFLICT (owner, list, kind, value) DO UPDATE SET document = excluded.document
                    """,
                    ("$owner", owner), ("$list", indicator.List), ("$kind", indicator.Kind), ("$value", indicator.Value),
                    ("$document", JsonSerializer.Serialize(indicator)));
            }

            return indicators.Count;
        });
}

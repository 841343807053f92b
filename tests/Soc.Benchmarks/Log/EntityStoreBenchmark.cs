using System.Globalization;
using System.Security.Cryptography;
using Soc.Storage.Sqlite;

namespace Soc.Benchmarks.Log;

/// <summary>Checkpoints of entities of about 1 KB, many dirty ones at once, and reading them back.</summary>
internal static class EntityStoreBenchmark
{
    private const int Entities = 100_000;
    private const int StateBytes = 1024;

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var database = SqliteDatabase.Open(Path.Combine(folder, "entities.db"), SqliteEntityStore.Migrations);
        var store = new SqliteEntityStore(database);
        var keys = Enumerable.Range(0, Entities).Select(static i => string.Create(CultureInfo.InvariantCulture, $"acme/user/user{i}@example.com")).ToArray();
        var rows = new List<BenchRow>();
        foreach (var name in new[] { "entity store insert 1 KB", "entity store update 1 KB" })
        {
            foreach (var inFlight in name.Contains("insert", StringComparison.Ordinal) ? [2000] : new[] { 100, 2000 })
            {
                rows.AddRange(await WriteAllAsync(store, keys, name, inFlight, cancellationToken));
            }
        }

        long read = 0;
        var meter = new Meter();
        while (meter.Elapsed < length)
        {
            await store.ReadAsync(keys[read * 7919 % Entities], cancellationToken);
            read++;
        }

        rows.AddRange(meter.Rows("entity store read 1 KB", "states", read, "one caller"));
        return rows;
    }

    private static async Task<IEnumerable<BenchRow>> WriteAllAsync(SqliteEntityStore store, string[] keys, string name, int inFlight, CancellationToken cancellationToken)
    {
        var next = -1;
        var meter = new Meter();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            var state = new byte[StateBytes];
            for (var i = Interlocked.Increment(ref next); i < keys.Length; i = Interlocked.Increment(ref next))
            {
                // Other bytes each time: SQLite does not write a page that stays as it was.
                RandomNumberGenerator.Fill(state);
                await store.WriteAsync(keys[(int)((long)i * 7919 % keys.Length)], state, cancellationToken);
            }
        }));
        return meter.Rows(name, "states", keys.Length, string.Create(CultureInfo.InvariantCulture, $"{inFlight} writes in flight, group commit, synchronous=FULL"));
    }
}

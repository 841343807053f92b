using System.Globalization;
using System.Security.Cryptography;
using Soc.GrainInterfaces.Storage;
using Soc.Benchmarks.Log.Candidates;
using Soc.Benchmarks.Running;
using Soc.Storage.Sqlite;

namespace Soc.Benchmarks.Log;

/// <summary>Checkpoints of entities of about 1 KB, many dirty ones at once, and reading them back: ours on SQLite, and RocksDB.</summary>
internal static class EntityStoreBenchmark
{
    private const int Entities = 100_000;
    private const int StateBytes = 1024;
    private const int InFlight = 2_000;

    public static async Task<List<BenchRow>> RunAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        var database = SqliteDatabase.Open(Path.Combine(folder, "entities.db"), SqliteEntityStore.Migrations);
        await using (database)
        {
            var store = new SqliteEntityStore(database);
            rows.AddRange(await MeasureAsync(
                "ours (SQLite)", "synchronous=FULL", baseline: null,
                async (key, state) => await store.WriteAsync(key, state, new EntityWriter(1, default), cancellationToken),
                async key => (await store.ReadAsync(key, cancellationToken))?.State.Length ?? 0, length));
        }

        var rocks = new RocksDbStates(Path.Combine(folder, "entities.rocks"));
        await using (rocks)
        {
            rows.AddRange(await MeasureAsync(
                "RocksDB", "sync", "ours (SQLite)",
                async (key, state) => await rocks.WriteAsync(key, state, cancellationToken),
                key => ValueTask.FromResult(rocks.Read(key)), length));
        }

        return rows;
    }

    private static async Task<List<BenchRow>> MeasureAsync(
        string store, string durability, string? baseline, Func<string, byte[], Task> write, Func<string, ValueTask<int>> read, TimeSpan length)
    {
        var keys = Enumerable.Range(0, Entities).Select(static i => string.Create(CultureInfo.InvariantCulture, $"acme/user/user{i}@example.com")).ToArray();
        var note = string.Create(CultureInfo.InvariantCulture, $"{Entities} entities, {InFlight} writes in flight, group commit, {durability}; once");
        var rows = new List<BenchRow>();
        foreach (var work in (string[])["insert", "update"])
        {
            Progress.Say($"entity store {store}, {work}");
            rows.Add(Row(work, await WriteAllAsync(keys, write), note));
        }

        var count = 0L;
        var whole = 0L;
        var meter = new Meter();
        while (meter.Elapsed < length)
        {
            whole += await read(keys[count * 7919 % Entities]) == StateBytes ? 1 : 0;
            count++;
        }

        rows.Add(Row("read", count / meter.Read().Seconds, whole == count ? "one caller, all whole" : $"{count - whole} READS DID NOT RETURN THE STATE"));
        return rows;

        BenchRow Row(string work, double rate, string how) => new(
            $"entity store {store}, {work} 1 KB", "states/s", rate, how, baseline is null ? null : $"entity store {baseline}, {work} 1 KB");
    }

    private static async Task<double> WriteAllAsync(string[] keys, Func<string, byte[], Task> write)
    {
        var next = -1;
        var meter = new Meter();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < keys.Length; i = Interlocked.Increment(ref next))
            {
                // Other bytes each time: a page that stays as it was is not written.
                await write(keys[(int)((long)i * 7919 % keys.Length)], RandomNumberGenerator.GetBytes(StateBytes));
            }
        }));
        return keys.Length / meter.Read().Seconds;
    }
}

using System.Globalization;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Sqlite;

namespace Soc.Storage.Conformance.Stores.Sqlite;

/// <summary>The process that is killed: writes snapshots and then their offset, without end, and prints what was acknowledged.</summary>
internal static class StoreChild
{
    public const string Verb = "checkpoint-until-killed";
    public const int Keys = 20;

    public static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"acme/user/{i}");

    public static async Task<int> RunAsync(string file)
    {
        await using var database = SqliteDatabase.Open(file, SqliteEntityStore.Migrations);
        var store = new SqliteEntityStore(database);
        for (var round = await store.ReadOffsetAsync(0, CancellationToken.None) + 1; ; round++)
        {
            // Not awaited before the offset is written: the store keeps the order.
            var snapshots = Enumerable.Range(0, Keys).Select(i => store.WriteAsync(Key(i), BitConverter.GetBytes(round), new EntityWriter(1, default), CancellationToken.None).AsTask()).ToArray();
            await store.WriteOffsetAsync(0, round, CancellationToken.None);
            await Console.Out.WriteLineAsync(round.ToString(CultureInfo.InvariantCulture));
            await Task.WhenAll(snapshots);
        }
    }
}

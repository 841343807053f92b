using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Soc.GrainInterfaces.Storage;

namespace Soc.Silo.Reminders;

/// <summary>
/// The reminders of a silo that is alone, in its own store, so that what was promised is kept over a restart without a server. In a cluster they are where
/// its members are.
/// </summary>
/// <remarks>All are in memory; a change writes the bucket that it is in.</remarks>
internal sealed class StoredReminderTable(PromiseStore store) : IReminderTable, IDisposable
{
    /// <summary>Most reminders.</summary>
    public const int MaxReminders = 100_000;

    private const int Buckets = 64;

    // This process is the only writer: what is stored was written by it, or by the one before it.
    private readonly EntityWriter[] _writers = new EntityWriter[Buckets];
    private readonly Dictionary<(GrainId Grain, string Name), StoredReminder>[] _reminders = [.. Enumerable.Range(0, Buckets).Select(_ => new Dictionary<(GrainId, string), StoredReminder>())];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _tag;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var stored = await store.Entities.ReadAsync(Key(bucket), cancellationToken);

            // Each start is another writer than the one before, so that a process that was taken for dead and is not is refused.
            _writers[bucket] = new EntityWriter((stored?.Stamp.Version ?? 0) + 1, stored?.Stamp ?? default);
            foreach (var reminder in stored is { } found ? JsonSerializer.Deserialize<StoredReminder[]>(found.State) ?? [] : [])
            {
                _reminders[bucket][(GrainId.Parse(reminder.Grain, CultureInfo.InvariantCulture), reminder.Name)] = reminder;
                _tag = Math.Max(_tag, long.Parse(reminder.Tag, CultureInfo.InvariantCulture));
            }
        }
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) => WithinAsync(() =>
        new ReminderTableData(_reminders[BucketOf(grainId)].Where(r => r.Key.Grain == grainId).Select(r => Entry(r.Key.Grain, r.Value))));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => WithinAsync(() =>
        new ReminderTableData(_reminders.SelectMany(b => b).Where(r => IsWithin(r.Key.Grain.GetUniformHashCode(), begin, end)).Select(r => Entry(r.Key.Grain, r.Value))));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => WithinAsync(() =>
        _reminders[BucketOf(grainId)].TryGetValue((grainId, reminderName), out var found) ? Entry(grainId, found) : null);

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        await _gate.WaitAsync();
        try
        {
            var bucket = BucketOf(entry.GrainId);
            var key = (entry.GrainId, entry.ReminderName);
            if (!_reminders[bucket].ContainsKey(key) && _reminders.Sum(b => b.Count) >= MaxReminders)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"There are {MaxReminders} reminders already: what they belong to must end first."));
            }

            var tag = (++_tag).ToString(CultureInfo.InvariantCulture);
            var start = new DateTimeOffset(DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
            var next = new Dictionary<(GrainId, string), StoredReminder>(_reminders[bucket])
            {
                [key] = new(entry.GrainId.ToString(), entry.ReminderName, start, (long)entry.Period.TotalMilliseconds, tag),
            };
            await WriteAsync(bucket, next);
            return tag;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        await _gate.WaitAsync();
        try
        {
            var bucket = BucketOf(grainId);
            if (!_reminders[bucket].TryGetValue((grainId, reminderName), out var found) || !string.Equals(found.Tag, eTag, StringComparison.Ordinal))
            {
                return false;
            }

            var next = new Dictionary<(GrainId, string), StoredReminder>(_reminders[bucket]);
            next.Remove((grainId, reminderName));
            await WriteAsync(bucket, next);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task TestOnlyClearTable()
    {
        await _gate.WaitAsync();
        try
        {
            for (var bucket = 0; bucket < Buckets; bucket++)
            {
                await WriteAsync(bucket, []);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Ranges of the ring are open at their beginning, closed at their end, and may go over zero; from a point to itself is all of it.</summary>
    internal static bool IsWithin(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static int BucketOf(GrainId grain) => (int)(grain.GetUniformHashCode() % Buckets);

    private static string Key(int bucket) => string.Create(CultureInfo.InvariantCulture, $"*/reminders/{bucket}");

    private static ReminderEntry Entry(GrainId grain, StoredReminder reminder) => new()
    {
        GrainId = grain,
        ReminderName = reminder.Name,
        StartAt = DateTimeOffset.FromUnixTimeMilliseconds(reminder.StartMs).UtcDateTime,
        Period = TimeSpan.FromMilliseconds(reminder.PeriodMs),
        ETag = reminder.Tag,
    };

    private async Task<T> WithinAsync<T>(Func<T> read)
    {
        await _gate.WaitAsync();
        try
        {
            return read();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task WriteAsync(int bucket, Dictionary<(GrainId Grain, string Name), StoredReminder> next)
    {
        await store.Entities.WriteAsync(Key(bucket), JsonSerializer.SerializeToUtf8Bytes(next.Values), _writers[bucket], CancellationToken.None);
        _reminders[bucket] = next;
    }
}

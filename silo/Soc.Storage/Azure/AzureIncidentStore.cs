using System.Text.Json;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IIncidentStore"/>
/// <remarks>
/// All rows are in one partition (<see cref="AzureIncidentRows"/>): some hundred incidents a second, which is far more than people read.
/// A count reads the list of its client, and so does a query by detection; everything else reads a range of keys.
/// </remarks>
public sealed class AzureIncidentStore(AzureAccount account) : IIncidentStore, IAsyncDisposable
{
    /// <summary>Most incidents that a client's grouping gets back after a restart, the newest.</summary>
    private const int MaxRecent = 5000;

    /// <summary>Most incidents of a page.</summary>
    private const int MaxPage = 500;

    private const int MaxReads = 5;
    private const int MaxRequests = 16;
    private static readonly string[] ListColumns = [AzureIncidentRows.IdColumn, AzureIncidentRows.LastSeenColumn, AzureIncidentRows.SequenceColumn];
    private static readonly string[] CountColumns = [AzureIncidentRows.SignalsColumn, AzureIncidentRows.DecisionColumn];

    private readonly AzureIncidentWriter _writer = new(account);

    public async ValueTask<Incident?> ReadAsync(string id, CancellationToken cancellationToken) => (await ReadWithSequenceAsync(id, cancellationToken))?.Incident;

    public async ValueTask ClaimAsync(string client, long owner, CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(new AzureIncidentWrite(client, owner, null, []));

        // Two claims at once may each win one of the two: then both are refused something, and end, and the next one claims both.
        await AzureFindingRows.ClaimAsync(account, client, owner);
    }

    public async ValueTask WriteAsync(Incident incident, long owner, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(new AzureIncidentWrite(incident.Client, owner, incident, JsonSerializer.SerializeToUtf8Bytes(incident, IncidentJson.Options)));

    public async ValueTask<IncidentPage> QueryAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxPage);

        // The cursor is the sort key of the last row; anything else is taken as the beginning.
        var (lastSeen, id) = PageCursor.Read(query.Cursor);
        var (after, end) = (AzureIncidentRows.Place(query.Client, lastSeen, id), EndOf(query.Client, query.SinceMs));
        var score = double.IsFinite(query.MinScore) ? query.MinScore : 0;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {AzureIncidentRows.Partition} and RowKey gt {after} and RowKey lt {end} and Merged eq false and Score ge {score}");
        if (query.Status is { } status)
        {
            filter += TableClient.CreateQueryFilter($" and Status eq {(int)status}");
        }

        if (query.DetectedFromMs > long.MinValue)
        {
            filter += TableClient.CreateQueryFilter($" and Detected ge {query.DetectedFromMs}");
        }

        if (query.DetectedToMs < long.MaxValue)
        {
            filter += TableClient.CreateQueryFilter($" and Detected lt {query.DetectedToMs}");
        }

        var rows = await account.Incidents.QueryAsync(filter, limit + 1, ListColumns, cancellationToken);
        var isLast = rows.Count <= limit;
        if (!isLast)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        return new IncidentPage(
            await ReadAllAsync(rows.ConvertAll(IdOf), cancellationToken),
            isLast ? null : PageCursor.Write(rows[^1].GetInt64(AzureIncidentRows.LastSeenColumn)!.Value, IdOf(rows[^1])));
    }

    public async ValueTask<IReadOnlyList<Incident>> RecentAsync(string client, long sinceMs, CancellationToken cancellationToken)
    {
        var (from, end) = (AzureIncidentRows.List(client), EndOf(client, sinceMs));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {AzureIncidentRows.Partition} and RowKey gt {from} and RowKey lt {end}");

        // The least number first: what leaves is the oldest change.
        var newest = new PriorityQueue<string, long>();
        await account.Incidents.VisitAsync(filter, ListColumns, row =>
        {
            newest.Enqueue(IdOf(row), row.GetInt64(AzureIncidentRows.SequenceColumn)!.Value);
            if (newest.Count > MaxRecent)
            {
                newest.Dequeue();
            }

            return true;
        }, cancellationToken);
        return await ReadAllAsync([.. newest.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element)], cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IncidentChange>> ChangesAfterAsync(long sequence, int limit, CancellationToken cancellationToken)
    {
        var end = AzureIncidentRows.Change(long.MaxValue) + AzureKeys.AfterAll;
        var changes = new List<IncidentChange>();
        while (changes.Count < limit)
        {
            var after = AzureIncidentRows.Change(sequence);
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {AzureIncidentRows.Partition} and RowKey gt {after} and RowKey lt {end}");
            var rows = await account.Incidents.QueryAsync(filter, Math.Min(limit - changes.Count, MaxRecent), null, cancellationToken);
            if (rows.Count == 0)
            {
                break;
            }

            // An incident that has changed since has a greater number than any of these, and is found there.
            var read = await EachAsync(rows.ConvertAll(IdOf), id => ReadWithSequenceAsync(id, cancellationToken));
            changes.AddRange(rows.Zip(read).Where(r => r.Second is { } found && AzureIncidentRows.Change(found.Sequence) == r.First.RowKey).Select(r => r.Second!));
            sequence = AzureKeys.FromRising(rows[^1].RowKey.AsSpan(rows[^1].RowKey.IndexOf(':', StringComparison.Ordinal) + 1));
        }

        return changes;
    }

    public async ValueTask<IncidentCounts> CountAsync(string client, long sinceMs, CancellationToken cancellationToken)
    {
        var (from, end) = (AzureIncidentRows.List(client), EndOf(client, long.MinValue));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {AzureIncidentRows.Partition} and RowKey gt {from} and RowKey lt {end} and Merged eq false and Detected ge {sinceMs}");
        var (signals, incidents, escalated, digest) = (0L, 0L, 0L, 0L);
        await account.Incidents.VisitAsync(filter, CountColumns, row =>
        {
            var decision = (EscalationDecision)row.GetInt32(AzureIncidentRows.DecisionColumn)!.Value;
            signals += row.GetInt64(AzureIncidentRows.SignalsColumn)!.Value;
            incidents++;
            escalated += decision >= EscalationDecision.Notify ? 1 : 0;
            digest += decision == EscalationDecision.Digest ? 1 : 0;
            return true;
        }, cancellationToken);
        return new IncidentCounts(signals, incidents, escalated, digest);
    }

    public async ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        (await account.Incidents.ReadAsync(AzureIncidentRows.Partition, AzureIncidentRows.Head, null, cancellationToken))?.GetInt64(AzureIncidentRows.SequenceColumn) ?? 0;

    /// <summary>Writes what waits, then ends.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static string IdOf(TableEntity row) => row.GetString(AzureIncidentRows.IdColumn);

    // Behind every place with this moment.
    private static string EndOf(string client, long sinceMs) => $"{AzureIncidentRows.List(client)}{AzureKeys.Falling(sinceMs)}{AzureKeys.AfterAll}";

    private async Task<IReadOnlyList<Incident>> ReadAllAsync(List<string> ids, CancellationToken cancellationToken) =>
        [.. (await EachAsync(ids, id => ReadWithSequenceAsync(id, cancellationToken))).Where(i => i is not null).Select(i => i!.Incident)];

    private static async Task<T[]> EachAsync<T>(List<string> ids, Func<string, ValueTask<T>> read)
    {
        var results = new T[ids.Count];
        await Parallel.ForAsync(0, ids.Count, new ParallelOptions { MaxDegreeOfParallelism = MaxRequests }, async (i, _) => results[i] = await read(ids[i]));
        return results;
    }

    private async ValueTask<IncidentChange?> ReadWithSequenceAsync(string id, CancellationToken cancellationToken)
    {
        for (var tries = 1; tries <= MaxReads; tries++)
        {
            if (await account.Incidents.ReadAsync(AzureIncidentRows.Partition, AzureIncidentRows.Of(id), null, cancellationToken) is not { } row)
            {
                return null;
            }

            // A blob that is gone: the row was replaced in between.
            if (await account.Documents.TakeAsync(row) is { } document)
            {
                return new IncidentChange(row.GetInt64(AzureIncidentRows.SequenceColumn)!.Value, JsonSerializer.Deserialize<Incident>(document, IncidentJson.Options)!);
            }
        }

        throw new StoreUnavailableException($"{account.Target}: the blob with incident {id} is missing. It is replaced by others all the time, or was removed by hand.");
    }
}

using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Signals;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IMinorSignalStore"/>
/// <remarks>
/// Findings that are written together but do not fit one change are durable one part after the other; a write that failed is repeated, and
/// takes nothing twice.
/// </remarks>
public sealed class AzureMinorSignalStore(AzureAccount account) : IMinorSignalStore
{
    private const int MaxTries = 40;
    private const int MaxRequests = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly string[] OnlyKeys = [nameof(TableEntity.RowKey)];
    private static readonly string[] TrimColumns = [AzureFindingRows.IdColumn, AzureFindingRows.ReceivedColumn, AzureFindingRows.JoinedColumn, AzureDocuments.BlobColumn];

    private int _sinceTrim;
    private int _sinceSizeTrim = MinorSignalKeep.TrimEvery;

    public async ValueTask WriteAsync(string client, IReadOnlyList<Signal> signals, long owner, CancellationToken cancellationToken)
    {
        if (signals.Count == 0)
        {
            return;
        }

        // A change takes a row once: of a finding that comes twice, the later one.
        var findings = signals.Reverse().DistinctBy(s => s.Id, StringComparer.Ordinal).Reverse()
            .Select(s => (Signal: s, Document: JsonSerializer.SerializeToUtf8Bytes(s, IncidentJson.Options)));
        var bytes = 0;
        var part = new List<(Signal, byte[])>();
        foreach (var finding in findings)
        {
            if ((part.Count + 1) * AzureFindingRows.RowsAFinding >= AzureTable.MaxTogether || (part.Count > 0 && bytes + finding.Document.Length > AzureTable.MaxBytesTogether))
            {
                await StoreAsync(client, part, owner);
                part.Clear();
                bytes = 0;
            }

            part.Add(finding);
            bytes += finding.Document.Length;
        }

        await StoreAsync(client, part, owner);
        await TrimAsync(client, signals[^1].AtMs, signals.Count, cancellationToken);
    }

    public async ValueTask JoinAsync(string client, IReadOnlyDictionary<string, string> incidentBySignal, CancellationToken cancellationToken)
    {
        foreach (var ids in incidentBySignal.Keys.Chunk(AzureTable.MaxTogether / AzureFindingRows.RowsAFinding))
        {
            await RepeatAsync(async () =>
            {
                var changes = new List<TableTransactionAction>();
                foreach (var (id, stored) in ids.Zip(await StoredAsync(client, ids)))
                {
                    if (stored is not null && stored.GetBoolean(AzureFindingRows.JoinedColumn) != true)
                    {
                        Join(changes, client, id, stored, incidentBySignal[id]);
                    }
                }

                return changes.Count == 0 || await account.Findings.TryChangeAsync(changes) is not null;
            });
        }
    }

    public async ValueTask<IReadOnlyList<Signal>> WaitingAsync(string client, int max, CancellationToken cancellationToken)
    {
        var (partition, from, end) = (AzureFindingRows.Partition(client), AzureFindingRows.PlacePrefix, AzureFindingRows.EndOf(AzureFindingRows.PlacePrefix, long.MinValue));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {end} and Joined eq false");
        return await DecodeAsync(await account.Findings.QueryAsync(filter, max, null, cancellationToken));
    }

    public async ValueTask<MinorSignalPage> QueryAsync(MinorSignalQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, MinorSignalKeep.MaxPage);
        var (at, id) = PageCursor.Read(query.Cursor);
        var (partition, after, end) = (AzureFindingRows.Partition(query.Client), AzureFindingRows.Place(at, id), AzureFindingRows.EndOf(AzureFindingRows.PlacePrefix, query.SinceMs));
        var score = double.IsFinite(query.MinScore) ? query.MinScore : 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {end} and Joined eq false and Score ge {score}");
        if (query.Detector is { } detector)
        {
            filter += TableClient.CreateQueryFilter($" and Detector eq {detector}");
        }

        if (query.Entity is { } entity)
        {
            filter += TableClient.CreateQueryFilter($" and Entity eq {entity}");
        }

        var rows = await account.Findings.QueryAsync(filter, limit + 1, null, cancellationToken);
        if (rows.Count <= limit)
        {
            return new MinorSignalPage(await DecodeAsync(rows), null);
        }

        rows.RemoveAt(rows.Count - 1);
        return new MinorSignalPage(await DecodeAsync(rows), PageCursor.Write(rows[^1].GetInt64(AzureFindingRows.AtColumn)!.Value, rows[^1].GetString(AzureFindingRows.IdColumn)));
    }

    public async ValueTask<long> CountAsync(string client, long sinceMs, CancellationToken cancellationToken)
    {
        var (partition, from, end) = (AzureFindingRows.Partition(client), AzureFindingRows.ReceivedPrefix, AzureFindingRows.EndOf(AzureFindingRows.ReceivedPrefix, sinceMs));
        var count = 0L;
        await account.Findings.VisitAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {end}"), OnlyKeys, _ =>
        {
            count++;
            return true;
        }, cancellationToken);
        return count;
    }

    // The owner's row changes with the findings: a claim in between makes the change fail.
    private Task StoreAsync(string client, List<(Signal Signal, byte[] Document)> part, long owner)
    {
        var replacedBlobs = new List<string>();
        var looks = false;
        return RepeatAsync(async () =>
        {
            var stands = await account.Findings.ReadAsync(AzureFindingRows.Partition(client), AzureFindingRows.Owner);
            if ((stands?.GetInt64(AzureFindingRows.OwnerColumn) ?? 0) != owner)
            {
                throw ClientTakenOverException.Of(client);
            }

            var ownerRow = new TableEntity(AzureFindingRows.Partition(client), AzureFindingRows.Owner) { [AzureFindingRows.OwnerColumn] = owner };
            List<TableTransactionAction> changes =
            [
                stands is null ? new TableTransactionAction(TableTransactionActionType.Add, ownerRow) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, ownerRow, stands.ETag),
            ];
            replacedBlobs.Clear();

            // Nearly all are new, which a change finds out by itself; only when one is not, all are looked at.
            var storedRows = looks ? await StoredAsync(client, [.. part.Select(p => p.Signal.Id)]) : new TableEntity?[part.Count];
            looks = true;
            foreach (var ((signal, document), stored) in part.Zip(storedRows))
            {
                await PutAsync(changes, client, signal, document, stored);
                replacedBlobs.AddRange(stored?.GetString(AzureDocuments.BlobColumn) is { } blob ? [blob] : []);
            }

            if (await account.Findings.TryChangeAsync(changes) is null)
            {
                return false;
            }

            foreach (var blob in replacedBlobs)
            {
                await account.Documents.TryRemoveAsync(blob);
            }

            return true;
        });
    }

    private async Task PutAsync(List<TableTransactionAction> changes, string client, Signal signal, byte[] document, TableEntity? stored)
    {
        var joined = stored?.GetBoolean(AzureFindingRows.JoinedColumn) ?? false;
        var receivedMs = stored?.GetInt64(AzureFindingRows.ReceivedColumn) ?? signal.ReceivedMs;
        var place = AzureFindingRows.PlaceRow(client, signal, receivedMs, joined);
        await account.Documents.PutAsync(place, $"findings/{AzureFindingRows.Partition(client)}/{AzureKeys.Part(signal.Id)}", document);
        changes.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, place));

        var row = new TableEntity(AzureFindingRows.Partition(client), AzureFindingRows.Of(signal.Id))
        {
            [AzureFindingRows.AtColumn] = signal.AtMs,
            [AzureFindingRows.ReceivedColumn] = receivedMs,
            [AzureFindingRows.JoinedColumn] = joined,
            [AzureDocuments.BlobColumn] = place.GetString(AzureDocuments.BlobColumn),
        };
        if (stored is null)
        {
            changes.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
            changes.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(AzureFindingRows.Partition(client), AzureFindingRows.Receipt(receivedMs, signal.Id))));
            return;
        }

        changes.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stored.ETag));
        var storedAtMs = stored.GetInt64(AzureFindingRows.AtColumn)!.Value;
        if (storedAtMs != signal.AtMs)
        {
            changes.Add(AzureFindingRows.Remove(client, AzureFindingRows.Place(storedAtMs, signal.Id)));
        }
    }

    private static void Join(List<TableTransactionAction> changes, string client, string id, TableEntity stored, string incident)
    {
        var partition = AzureFindingRows.Partition(client);
        var joined = new TableEntity(partition, AzureFindingRows.Of(id)) { [AzureFindingRows.JoinedColumn] = true, ["Incident"] = incident };
        changes.Add(new TableTransactionAction(TableTransactionActionType.UpdateMerge, joined, stored.ETag));
        var place = new TableEntity(partition, AzureFindingRows.Place(stored.GetInt64(AzureFindingRows.AtColumn)!.Value, id)) { [AzureFindingRows.JoinedColumn] = true };
        changes.Add(new TableTransactionAction(TableTransactionActionType.UpdateMerge, place, ETag.All));
        changes.Add(AzureFindingRows.Remove(client, AzureFindingRows.Receipt(stored.GetInt64(AzureFindingRows.ReceivedColumn)!.Value, id)));
    }

    private async Task<TableEntity?[]> StoredAsync(string client, string[] ids)
    {
        var rows = new TableEntity?[ids.Length];
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = MaxRequests }, async (i, stop) =>
            rows[i] = await account.Findings.ReadAsync(AzureFindingRows.Partition(client), AzureFindingRows.Of(ids[i]), null, stop));
        return rows;
    }

    private async Task<IReadOnlyList<Signal>> DecodeAsync(List<TableEntity> rows)
    {
        var signals = new List<Signal>(rows.Count);
        foreach (var row in rows)
        {
            // Without its blob it was replaced just now: who asks next gets the newer one.
            if (await account.Documents.TakeAsync(row) is { } document)
            {
                signals.Add(JsonSerializer.Deserialize<Signal>(document, IncidentJson.Options)!);
            }
        }

        return signals;
    }

    private async Task RepeatAsync(Func<Task<bool>> change)
    {
        for (var tries = 1; !await change(); tries++)
        {
            if (tries == MaxTries)
            {
                throw new StoreUnavailableException($"{account.Target}: others changed the same findings {MaxTries} times. They are written again.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    // Now and then: the first write after a start, too, for what is too old; what is too many takes a walk over all.
    private async Task TrimAsync(string client, long newestMs, int written, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref _sinceTrim, -written) <= 0)
        {
            Interlocked.Exchange(ref _sinceTrim, MinorSignalKeep.TrimEvery);
            await RemoveFromAsync(client, AzureFindingRows.EndOf(AzureFindingRows.PlacePrefix, newestMs - MinorSignalKeep.MaxAgeMs), 0, cancellationToken);
        }

        if (Interlocked.Add(ref _sinceSizeTrim, -written) <= 0)
        {
            Interlocked.Exchange(ref _sinceSizeTrim, MinorSignalKeep.TrimEvery);
            await RemoveFromAsync(client, AzureFindingRows.PlacePrefix, MinorSignalKeep.MaxPerClient, cancellationToken);
        }
    }

    private async Task RemoveFromAsync(string client, string from, int spared, CancellationToken cancellationToken)
    {
        var (partition, end) = (AzureFindingRows.Partition(client), AzureFindingRows.EndOf(AzureFindingRows.PlacePrefix, long.MinValue));
        var rows = new List<TableEntity>();
        await account.Findings.VisitAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {end}"), [.. OnlyKeys, .. TrimColumns], row =>
        {
            if (--spared < 0)
            {
                rows.Add(row);
            }

            return true;
        }, cancellationToken);
        foreach (var part in rows.Chunk(AzureTable.MaxTogether / AzureFindingRows.RowsAFinding))
        {
            var changes = new List<TableTransactionAction>();
            foreach (var row in part)
            {
                var id = row.GetString(AzureFindingRows.IdColumn);
                changes.Add(AzureFindingRows.Remove(client, row.RowKey));
                changes.Add(AzureFindingRows.Remove(client, AzureFindingRows.Of(id)));
                if (row.GetBoolean(AzureFindingRows.JoinedColumn) != true)
                {
                    changes.Add(AzureFindingRows.Remove(client, AzureFindingRows.Receipt(row.GetInt64(AzureFindingRows.ReceivedColumn)!.Value, id)));
                }
            }

            // Where somebody changed one of them just now, they leave the next time.
            if (await account.Findings.TryChangeAsync(changes) is not null)
            {
                foreach (var row in part)
                {
                    await account.Documents.TryRemoveAsync(row.GetString(AzureDocuments.BlobColumn));
                }
            }
        }
    }
}

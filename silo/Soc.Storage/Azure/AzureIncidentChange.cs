using Azure;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Storage.Azure;

/// <summary>
/// One change of the partition of incidents: everything is read after the head, and taken only when the head is still the same. So claims,
/// versions and change numbers are as if one writer wrote after the other, whatever process it is in; and a reader that has number n will
/// never meet a smaller one later.
/// </summary>
internal sealed class AzureIncidentChange(AzureAccount account, IReadOnlyList<AzureIncidentWrite> writes)
{
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<(AzureIncidentWrite Write, Exception? Refused)> _outcomes = [];
    private readonly List<string> _replacedBlobs = [];
    private readonly List<string> _newBlobs = [];
    private readonly Dictionary<string, long> _owners = new(StringComparer.Ordinal);
    private long _sequence;

    /// <returns>False when somebody else was faster: nothing is changed, and it is to be made anew.</returns>
    public async Task<bool> TryAsync()
    {
        var head = await account.Incidents.ReadAsync(AzureIncidentRows.Partition, AzureIncidentRows.Head);
        _sequence = head?.GetInt64(AzureIncidentRows.SequenceColumn) ?? 0;
        await ReadOwnersAsync();
        var stored = await Task.WhenAll(writes.Select(w => StoredAsync(w).AsTask()));
        for (var i = 0; i < writes.Count; i++)
        {
            _outcomes.Add((writes[i], writes[i].Incident is { } incident ? await AddAsync(writes[i], incident, stored[i]) : Claim(writes[i])));
        }

        if (_actions.Count > 0 && !await ChangeAsync(head))
        {
            await RemoveAsync(_newBlobs);
            return false;
        }

        foreach (var (write, refused) in _outcomes)
        {
            if (refused is null)
            {
                write.Complete();
            }
            else
            {
                write.Fail(refused);
            }
        }

        await RemoveAsync(_replacedBlobs);
        return true;
    }

    private async Task ReadOwnersAsync()
    {
        var clients = writes.Select(w => w.Client).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await Task.WhenAll(clients.Select(c => account.Incidents.ReadAsync(AzureIncidentRows.Partition, AzureIncidentRows.Owner(c)).AsTask()));
        for (var i = 0; i < clients.Length; i++)
        {
            _owners[clients[i]] = rows[i]?.GetInt64(AzureIncidentRows.OwnerColumn) ?? 0;
        }
    }

    private async ValueTask<TableEntity?> StoredAsync(AzureIncidentWrite write) =>
        write.Incident is null ? null : await account.Incidents.ReadAsync(AzureIncidentRows.Partition, write.Row, AzureIncidentRows.StampColumns);

    private Exception? Claim(AzureIncidentWrite write)
    {
        _owners[write.Client] = write.Owner;
        Put(new TableEntity(AzureIncidentRows.Partition, write.Row) { [AzureIncidentRows.OwnerColumn] = write.Owner });
        return null;
    }

    /// <returns>Why it is refused.</returns>
    private async Task<Exception?> AddAsync(AzureIncidentWrite write, Incident incident, TableEntity? stored)
    {
        if (_owners[write.Client] != write.Owner)
        {
            return ClientTakenOverException.Of(write.Client);
        }

        var version = stored?.GetInt64(AzureIncidentRows.VersionColumn) ?? 0;
        if (incident.Version != version + 1)
        {
            return incident.Version == version && await IsSameAsync(write)
                ? null
                : new InvalidOperationException($"Incident {incident.Id} is stored at version {version}; version {incident.Version} does not follow it.");
        }

        _sequence++;

        // When it was detected is said once: a later version does not make it younger.
        var detectedMs = stored?.GetInt64(AzureIncidentRows.DetectedColumn) ?? incident.DetectedAtMs;
        var row = new TableEntity(AzureIncidentRows.Partition, write.Row)
        {
            [AzureIncidentRows.VersionColumn] = incident.Version,
            [AzureIncidentRows.SequenceColumn] = _sequence,
            [AzureIncidentRows.LastSeenColumn] = incident.LastSeenMs,
            [AzureIncidentRows.DetectedColumn] = detectedMs,
        };
        await account.Documents.PutAsync(row, $"incidents/{AzureKeys.Part(incident.Id)}", write.Document);
        if (row.GetString(AzureDocuments.BlobColumn) is { } blob)
        {
            _newBlobs.Add(blob);
        }

        Put(row);
        Put(AzureIncidentRows.PlaceRow(incident, _sequence, detectedMs));

        // One row an incident with its newest change number: a listener that was away gets each incident once, as it is now.
        Put(new TableEntity(AzureIncidentRows.Partition, AzureIncidentRows.Change(_sequence)) { [AzureIncidentRows.IdColumn] = incident.Id });
        if (stored is not null)
        {
            Forget(stored, incident);
        }

        return null;
    }

    private void Forget(TableEntity stored, Incident incident)
    {
        Remove(AzureIncidentRows.Change(stored.GetInt64(AzureIncidentRows.SequenceColumn)!.Value));
        var lastSeenMs = stored.GetInt64(AzureIncidentRows.LastSeenColumn)!.Value;
        if (lastSeenMs != incident.LastSeenMs)
        {
            Remove(AzureIncidentRows.Place(incident.Client, lastSeenMs, incident.Id));
        }

        if (stored.GetString(AzureDocuments.BlobColumn) is { } blob)
        {
            _replacedBlobs.Add(blob);
        }
    }

    // Its first try was taken, and only the answer was lost with the connection.
    private async Task<bool> IsSameAsync(AzureIncidentWrite write) =>
        await account.Incidents.ReadAsync(AzureIncidentRows.Partition, write.Row) is { } row
        && await account.Documents.TakeAsync(row) is { } document
        && document.AsSpan().SequenceEqual(write.Document);

    private async Task<bool> ChangeAsync(TableEntity? head)
    {
        var next = new TableEntity(AzureIncidentRows.Partition, AzureIncidentRows.Head) { [AzureIncidentRows.SequenceColumn] = _sequence };
        _actions.Add(head is null
            ? new TableTransactionAction(TableTransactionActionType.Add, next)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, head.ETag));
        return await account.Incidents.TryChangeAsync(_actions) is not null;
    }

    private void Put(TableEntity row) => _actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));

    private void Remove(string row) => _actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(AzureIncidentRows.Partition, row), ETag.All));

    private async Task RemoveAsync(List<string> blobs)
    {
        foreach (var blob in blobs)
        {
            await account.Documents.TryRemoveAsync(blob);
        }
    }
}

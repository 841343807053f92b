using System.Globalization;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Response;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IResponseStore"/>
public sealed class AzureResponseStore(AzureAccount account) : IResponseStore
{
    private const int MaxTries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async ValueTask WriteAsync(OperationRow row, CancellationToken cancellationToken)
    {
        // An id belongs to the client that had it first. A process that dies after this leaves a sign to nothing, which the repeated write puts right.
        var sign = AzureResponseRows.SignpostRow(row);
        if (await account.Responses.TryChangeAsync([new TableTransactionAction(TableTransactionActionType.Add, sign)]) is null
            && !string.Equals((await SignAsync(row.OperationId, cancellationToken))?.GetString(AzureResponseRows.ClientColumn), row.Client, StringComparison.Ordinal))
        {
            return;
        }

        var document = ResponseJson.Encode(row);
        await RepeatAsync(async () =>
        {
            var changed = AzureResponseRows.OperationRow(row);
            var stored = await account.Responses.ReadAsync(changed.PartitionKey, changed.RowKey, null, cancellationToken);
            if (IsAsNew(stored, row.Number))
            {
                return true;
            }

            await account.Documents.PutAsync(changed, $"responses/{AzureKeys.Part(row.Client)}/{AzureKeys.Part(row.OperationId)}", document);
            if (await account.Responses.TryChangeAsync([AzureResponseRows.InPlaceOf(stored, changed)]) is null)
            {
                await account.Documents.TryRemoveAsync(changed.GetString(AzureDocuments.BlobColumn));
                return false;
            }

            await account.Documents.TryRemoveAsync(stored?.GetString(AzureDocuments.BlobColumn));
            return true;
        });
    }

    public async ValueTask<OperationRow?> ReadAsync(string operationId, CancellationToken cancellationToken) =>
        await SignAsync(operationId, cancellationToken) is { } sign
        && await account.Responses.ReadAsync(
            AzureResponseRows.ByClient(sign.GetString(AzureResponseRows.ClientColumn)),
            AzureResponseRows.Operation(sign.GetInt64(AzureResponseRows.ProposedColumn)!.Value, operationId),
            null,
            cancellationToken) is { } row
            ? await DecodeAsync<OperationRow>(row, cancellationToken)
            : null;

    public async ValueTask<OperationPage> QueryAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, ResponseJson.MaxPage);
        var (proposed, id) = PageCursor.Read(query.Cursor);
        var newest = query.ToMs > long.MinValue ? query.ToMs - 1 : query.ToMs;

        // Nothing has an empty id: its place is before all others of its moment.
        var after = proposed <= newest ? AzureResponseRows.Operation(proposed, id) : AzureResponseRows.Operation(newest, "");
        var (partition, end) = (AzureResponseRows.ByClient(query.Client), AzureResponseRows.EndOfOperations(query.FromMs));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {end}");
        if (query.IncidentId is { } incident)
        {
            filter += TableClient.CreateQueryFilter($" and Incident eq {incident}");
        }

        if (query.Statuses.Length > 0)
        {
            filter += $" and ({string.Join(" or ", query.Statuses.Select(s => string.Create(CultureInfo.InvariantCulture, $"Status eq {(int)s}")))})";
        }

        var rows = await DecodeAsync<OperationRow>(await account.Responses.QueryAsync(filter, limit + 1, null, cancellationToken), cancellationToken);
        return rows.Count <= limit
            ? new OperationPage(rows, null)
            : new OperationPage(rows[..limit], PageCursor.Write(rows[limit - 1].ProposedMs, rows[limit - 1].OperationId));
    }

    public async ValueTask WriteAsync(EscalationRow row, CancellationToken cancellationToken)
    {
        var document = ResponseJson.Encode(row);
        await RepeatAsync(async () =>
        {
            var byIncident = AzureResponseRows.EscalationRow(row, AzureResponseRows.Escalation(row.IncidentId));
            var stored = await account.Responses.ReadAsync(byIncident.PartitionKey, byIncident.RowKey, null, cancellationToken);
            if (IsAsNew(stored, row.Number))
            {
                return true;
            }

            // Of a few hundred bytes: it never needs a blob, and so can be twice in one change.
            var byDetection = AzureResponseRows.EscalationRow(row, AzureResponseRows.Detection(row.DetectedAtMs, row.IncidentId));
            await account.Documents.PutAsync(byIncident, byIncident.PartitionKey, document);
            await account.Documents.PutAsync(byDetection, byIncident.PartitionKey, document);
            List<TableTransactionAction> changes = [AzureResponseRows.InPlaceOf(stored, byIncident), new(TableTransactionActionType.UpsertReplace, byDetection)];
            if (stored?.GetInt64(AzureResponseRows.DetectedColumn) is { } before && before != row.DetectedAtMs)
            {
                changes.Add(AzureResponseRows.Remove(row.Client, AzureResponseRows.Detection(before, row.IncidentId)));
            }

            return await account.Responses.TryChangeAsync(changes) is not null;
        });
    }

    public async ValueTask<EscalationRow?> ReadEscalationAsync(string client, string incidentId, CancellationToken cancellationToken) =>
        await account.Responses.ReadAsync(AzureResponseRows.ByClient(client), AzureResponseRows.Escalation(incidentId), null, cancellationToken) is { } row
            ? await DecodeAsync<EscalationRow>(row, cancellationToken)
            : null;

    public async ValueTask<EscalationPage> EscalationsAsync(string client, long fromMs, long toMs, int limit, string? cursor, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, ResponseJson.MaxPage);
        var (detected, incident) = PageCursor.ReadRising(cursor);
        var after = detected >= fromMs ? AzureResponseRows.Detection(detected, incident) : AzureResponseRows.DetectionsFrom(fromMs);
        var (partition, end) = (AzureResponseRows.ByClient(client), AzureResponseRows.DetectionsFrom(toMs));
        var rows = await DecodeAsync<EscalationRow>(
            await account.Responses.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {end}"), limit + 1, null, cancellationToken),
            cancellationToken);
        return rows.Count <= limit
            ? new EscalationPage(rows, null)
            : new EscalationPage(rows[..limit], PageCursor.Write(rows[limit - 1].DetectedAtMs, rows[limit - 1].IncidentId));
    }

    private static bool IsAsNew(TableEntity? stored, long number) => stored?.GetInt64(AzureResponseRows.NumberColumn) >= number;

    private ValueTask<TableEntity?> SignAsync(string operationId, CancellationToken cancellationToken) =>
        account.Responses.ReadAsync(AzureResponseRows.ByOperation(operationId), AzureResponseRows.Signpost, null, cancellationToken);

    private async Task<List<T>> DecodeAsync<T>(List<TableEntity> rows, CancellationToken cancellationToken)
    {
        var decoded = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            decoded.Add(await DecodeAsync<T>(row, cancellationToken));
        }

        return decoded;
    }

    private async Task<T> DecodeAsync<T>(TableEntity row, CancellationToken cancellationToken)
    {
        byte[]? document;
        while ((document = await account.Documents.TakeAsync(row)) is null)
        {
            // Its blob is gone, since a newer row was written in between; rows of the read model never leave.
            row = (await account.Responses.ReadAsync(row.PartitionKey, row.RowKey, null, cancellationToken))!;
        }

        return ResponseJson.Decode<T>(document);
    }

    private async Task RepeatAsync(Func<Task<bool>> change)
    {
        for (var tries = 1; !await change(); tries++)
        {
            if (tries == MaxTries)
            {
                throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"{account.Target}: others changed the same row {MaxTries} times. It is written again."));
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}

using System.Text.Json;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Indicators;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IIndicatorStore"/>
public sealed class AzureIndicatorStore(AzureAccount account) : IIndicatorStore
{
    private const string OwnersPartition = "indicator-owners";
    private const string OwnerColumn = "Owner";
    private const string DocumentColumn = "Document";

    public async ValueTask<IReadOnlyList<Indicator>> ReadAsync(string owner, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(owner);
        var rows = await account.Settings.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), int.MaxValue, null, cancellationToken);
        return rows.ConvertAll(r => JsonSerializer.Deserialize<Indicator>(r.GetString(DocumentColumn))!);
    }

    public async ValueTask<IReadOnlyList<string>> ReadOwnersAsync(CancellationToken cancellationToken)
    {
        var rows = await account.Settings.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {OwnersPartition}"), int.MaxValue, null, cancellationToken);
        return [.. rows.Select(r => r.GetString(OwnerColumn)).Order(StringComparer.Ordinal)];
    }

    public async ValueTask WriteAsync(string owner, IReadOnlyList<Indicator> indicators, CancellationToken cancellationToken)
    {
        if (indicators.Count == 0)
        {
            return;
        }

        // The owner first: one without indicators is harmless, and indicators without an owner would not be found.
        await account.Settings.PutAsync(new TableEntity(OwnersPartition, AzureKeys.Part(owner)) { [OwnerColumn] = owner });
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        foreach (var indicator in indicators)
        {
            var row = $"{AzureKeys.Part(indicator.List)}:{AzureKeys.Part(indicator.Kind)}:{AzureKeys.Part(indicator.Value)}";
            rows[row] = new TableEntity(PartitionOf(owner), row) { [DocumentColumn] = JsonSerializer.Serialize(indicator) };
        }

        foreach (var part in rows.Values.Chunk(AzureTable.MaxTogether))
        {
            await account.Settings.ChangeAsync([.. part.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r))]);
        }
    }

    private static string PartitionOf(string owner) => $"indicators:{AzureKeys.Part(owner)}";
}

using System.Text;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Policies;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="IClientStore"/>
public sealed class AzureClientStore(AzureAccount account) : IClientStore
{
    private const string Partition = "clients";
    private const string VersionColumn = "Version";

    public async ValueTask<IReadOnlyList<ClientPolicy>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var policies = new List<ClientPolicy>();
        foreach (var row in await account.Settings.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), int.MaxValue, null, cancellationToken))
        {
            // Without its blob it was replaced in between.
            if (await DecodeAsync(row) is { } policy)
            {
                policies.Add(policy);
            }
            else if (await account.Settings.ReadAsync(Partition, row.RowKey, null, cancellationToken) is { } again && await DecodeAsync(again) is { } newer)
            {
                policies.Add(newer);
            }
        }

        return [.. policies.OrderBy(p => p.Client, StringComparer.Ordinal)];
    }

    public async ValueTask<ClientPolicy?> ReadAsync(string client, CancellationToken cancellationToken) =>
        await account.Settings.ReadAsync(Partition, AzureKeys.Part(client), null, cancellationToken) is { } row ? await DecodeAsync(row) : null;

    public async ValueTask<bool> WriteAsync(ClientPolicy policy, CancellationToken cancellationToken)
    {
        var stored = await account.Settings.ReadAsync(Partition, AzureKeys.Part(policy.Client), null, cancellationToken);
        if ((stored?.GetInt64(VersionColumn) ?? 0) != policy.Version - 1)
        {
            return false;
        }

        var document = Encoding.UTF8.GetBytes(ClientPolicyJson.Encode(policy));
        var row = new TableEntity(Partition, AzureKeys.Part(policy.Client)) { [VersionColumn] = (long)policy.Version };
        await account.Documents.PutAsync(row, $"clients/{row.RowKey}", document);
        var change = stored is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stored.ETag);
        if (await account.Settings.TryChangeAsync([change]) is not null)
        {
            await account.Documents.TryRemoveAsync(stored?.GetString(AzureDocuments.BlobColumn));
            return true;
        }

        // Either somebody was faster, or it was taken and only the answer was lost.
        return await account.Settings.ReadAsync(Partition, row.RowKey, null, cancellationToken) is { } now
            && await account.Documents.TakeAsync(now) is { } taken
            && taken.AsSpan().SequenceEqual(document);
    }

    private async Task<ClientPolicy?> DecodeAsync(TableEntity row) =>
        await account.Documents.TakeAsync(row) is { } document ? ClientPolicyJson.Decode(Encoding.UTF8.GetString(document)) : null;
}

using System.Text.Json;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Azure;

/// <inheritdoc cref="ITokenStore"/>
public sealed class AzureTokenStore(AzureAccount account) : ITokenStore
{
    private const string Partition = "tokens";

    // Short: a token's scopes are few.
    private const string DocumentColumn = "Document";

    public async ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var rows = await account.Settings.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), int.MaxValue, null, cancellationToken);
        return [.. rows.Select(r => JsonSerializer.Deserialize<StoredToken>(r.GetString(DocumentColumn))!).OrderBy(t => t.Id, StringComparer.Ordinal)];
    }

    public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
        account.Settings.PutAsync(new TableEntity(Partition, AzureKeys.Part(token.Id)) { [DocumentColumn] = JsonSerializer.Serialize(token) });
}

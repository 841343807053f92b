using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

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
        return [.. rows.Select(r => StoredTokenJson.Decode(r.GetString(DocumentColumn))).OrderBy(t => t.Id, StringComparer.Ordinal)];
    }

    public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
        account.Settings.PutAsync(RowOf(token));

    public async ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken)
    {
        while (await account.Settings.ReadAsync(Partition, AzureKeys.Part(id), null, cancellationToken) is { } row
            && StoredTokenJson.Decode(row.GetString(DocumentColumn)) is { Disabled: false } token)
        {
            // A row that changed since it was read is refused by its tag, and looked at again. Where only the answer was lost nobody gets true, which is the safe side.
            if (await account.Settings.TryChangeAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, RowOf(token with { Disabled = true }), row.ETag)]) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static TableEntity RowOf(StoredToken token) => new(Partition, AzureKeys.Part(token.Id)) { [DocumentColumn] = StoredTokenJson.Encode(token) };
}

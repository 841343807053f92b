using Azure;
using Azure.Data.Tables;

namespace Soc.Storage.Azure;

/// <summary>One table. What fails comes out in words; what conflicts comes out as such.</summary>
internal sealed class AzureTable(TableClient client, string target)
{
    /// <summary>Most rows that change together, and they stand in one partition.</summary>
    public const int MaxTogether = 100;

    /// <summary>Most bytes of documents that change together: the service takes 4 MiB, in which each byte takes more than one.</summary>
    public const int MaxBytesTogether = 2 * 1024 * 1024;

    /// <returns>Null when there is none.</returns>
    public async ValueTask<TableEntity?> ReadAsync(string partition, string row, IEnumerable<string>? columns = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, columns, cancellationToken);
            return found.HasValue ? found.Value : null;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw AzureFailure.InUse(e, target);
        }
    }

    /// <summary>Rows in the order of their keys.</summary>
    /// <param name="filter">From <see cref="TableClient.CreateQueryFilter(FormattableString)"/>.</param>
    /// <param name="max">Most rows.</param>
    /// <param name="columns">Null for all.</param>
    public async ValueTask<List<TableEntity>> QueryAsync(string filter, int max, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await VisitAsync(filter, columns, row =>
        {
            rows.Add(row);
            return rows.Count < max;
        }, cancellationToken);
        return rows;
    }

    /// <summary>Shows rows in the order of their keys, until there is none left or the visitor has enough.</summary>
    public async ValueTask VisitAsync(string filter, IEnumerable<string>? columns, Func<TableEntity, bool> visit, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in client.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellationToken))
            {
                if (!visit(row))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw AzureFailure.InUse(e, target);
        }
    }

    /// <summary>Changes rows of one partition together; completes when durable.</summary>
    /// <returns>Their new tags; null when a row is not as the change expects it, and then nothing is changed.</returns>
    public async ValueTask<IReadOnlyList<ETag>?> TryChangeAsync(IReadOnlyList<TableTransactionAction> changes)
    {
        try
        {
            var answers = await client.SubmitTransactionAsync(changes);
            return [.. answers.Value.Select(a => a.Headers.ETag ?? default)];
        }
        catch (Exception e) when (AzureFailure.IsConflict(e))
        {
            return null;
        }
        catch (Exception e) when (IsFailure(e, default))
        {
            throw AzureFailure.InUse(e, target);
        }
    }

    /// <summary>Changes rows of one partition together where nothing depends on what is there; completes when durable.</summary>
    public async ValueTask ChangeAsync(IReadOnlyList<TableTransactionAction> changes)
    {
        if (await TryChangeAsync(changes) is null)
        {
            throw new StoreUnavailableException($"{target} refused a change that depends on nothing: something else than this program works on its tables.");
        }
    }

    /// <summary>Replaces a row or adds it, whatever is there.</summary>
    public async ValueTask PutAsync(TableEntity row)
    {
        try
        {
            await client.UpsertEntityAsync(row, TableUpdateMode.Replace);
        }
        catch (Exception e) when (IsFailure(e, default))
        {
            throw AzureFailure.InUse(e, target);
        }
    }

    private static bool IsFailure(Exception e, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested && AzureFailure.IsOfTheService(e);
}

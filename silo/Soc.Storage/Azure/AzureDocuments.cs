using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Soc.Storage.Azure;

/// <summary>
/// Bytes of a row: in its properties while they are few, of 64 KiB each; else in a blob that the row names. A blob is written once under a
/// name of its own before the row, and removed after the row names another: who reads the row finds what belongs to it. A process that
/// dies in between leaves a blob that nobody names.
/// </summary>
internal sealed class AzureDocuments(BlobContainerClient container, string target)
{
    /// <summary>More than that goes into a blob.</summary>
    public const int MaxInRow = 8 * MaxProperty;

    /// <summary>The property that names the blob.</summary>
    public const string BlobColumn = "Blob";

    private const int MaxProperty = 64 * 1024;
    private const string LengthColumn = "Length";

    /// <summary>Puts bytes into a row that is to be written; completes when a blob, if there is one, is durable.</summary>
    /// <param name="row">Gets the properties.</param>
    /// <param name="folder">Where a blob goes: from the row's key.</param>
    public async ValueTask PutAsync(TableEntity row, string folder, ReadOnlyMemory<byte> bytes)
    {
        row[LengthColumn] = bytes.Length;
        if (bytes.Length > MaxInRow)
        {
            var name = $"{folder}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
            await RunAsync(() => container.GetBlobClient(name).UploadAsync(new BinaryData(bytes), overwrite: false));
            row[BlobColumn] = name;
            return;
        }

        for (var (i, at) = (0, 0); at < bytes.Length; i++, at += MaxProperty)
        {
            row[Column(i)] = bytes.Slice(at, Math.Min(MaxProperty, bytes.Length - at)).ToArray();
        }
    }

    /// <returns>Null when the row names a blob that is gone: the row has been replaced since it was read.</returns>
    public async ValueTask<byte[]?> TakeAsync(TableEntity row)
    {
        if (row.GetString(BlobColumn) is { } name)
        {
            try
            {
                return (await RunAsync(() => container.GetBlobClient(name).DownloadContentAsync())).Value.Content.ToArray();
            }
            catch (RequestFailedException e) when (e.ErrorCode == "BlobNotFound")
            {
                return null;
            }
        }

        var bytes = new byte[row.GetInt32(LengthColumn) ?? 0];
        for (var (i, at) = (0, 0); at < bytes.Length; i++, at += MaxProperty)
        {
            row.GetBinary(Column(i)).CopyTo(bytes, at);
        }

        return bytes;
    }

    /// <summary>Removes a blob that no row names any more. Where that fails it stays, and does no harm.</summary>
    public async ValueTask TryRemoveAsync(string? name)
    {
        if (name is null)
        {
            return;
        }

        try
        {
            await container.GetBlobClient(name).DeleteIfExistsAsync();
        }
        catch (Exception e) when (AzureFailure.IsOfTheService(e))
        {
            // The service is away, and the write that this follows is done.
        }
    }

    private static string Column(int i) => string.Create(CultureInfo.InvariantCulture, $"D{i}");

    private async Task<T> RunAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (RequestFailedException e) when (e.ErrorCode == "BlobNotFound")
        {
            throw;
        }
        catch (Exception e) when (AzureFailure.IsOfTheService(e))
        {
            throw AzureFailure.InUse(e, target);
        }
    }
}

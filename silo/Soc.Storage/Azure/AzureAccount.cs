using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Soc.Storage.Azure;

/// <summary>
/// A storage account: its tables, and a container for what does not fit a row. Both are made where they are missing. Failures come out as
/// <see cref="StoreUnavailableException"/> after the service's client has tried again for some seconds, or for as long as the service asks it to wait.
/// </summary>
public sealed partial class AzureAccount
{
    private const int MaxRetries = 4;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);

    private AzureAccount(Func<string, AzureTable> table, AzureDocuments documents, string target)
    {
        Entities = table("entities");
        Incidents = table("incidents");
        Findings = table("findings");
        Responses = table("responses");
        Settings = table("settings");
        Documents = documents;
        Target = target;
    }

    internal AzureTable Entities { get; }

    internal AzureTable Incidents { get; }

    internal AzureTable Findings { get; }

    internal AzureTable Responses { get; }

    internal AzureTable Settings { get; }

    internal AzureDocuments Documents { get; }

    /// <summary>Which account, for messages: without the key.</summary>
    internal string Target { get; }

    /// <summary>Connects, and makes what is missing.</summary>
    /// <exception cref="InvalidOperationException">The options make no sense.</exception>
    /// <exception cref="StoreUnavailableException">The account cannot be used; the message says why.</exception>
    public static AzureAccount Open(AzureOptions options)
    {
        if (!UsablePrefix().IsMatch(options.Prefix))
        {
            throw new InvalidOperationException($"{AzureOptions.Section}:Prefix is '{options.Prefix}': use 3 to 20 lower-case letters and digits, a letter first.");
        }

        var (tables, blobs) = Connect(options.ConnectionString);
        var target = $"Azure storage at {tables.Uri.GetLeftPart(UriPartial.Path)}";
        try
        {
            var container = blobs.GetBlobContainerClient(options.Prefix + "-states");
            container.CreateIfNotExists();
            return new AzureAccount(Table, new AzureDocuments(container, target), target);
        }
        catch (Exception e) when (AzureFailure.IsOfTheService(e))
        {
            throw AzureFailure.CannotOpen(e, target);
        }

        AzureTable Table(string name)
        {
            var table = tables.GetTableClient(options.Prefix + name);
            table.CreateIfNotExists();
            return new AzureTable(table, target);
        }
    }

    private static (TableServiceClient Tables, BlobServiceClient Blobs) Connect(string connectionString)
    {
        try
        {
            return (new TableServiceClient(connectionString, Patient(new TableClientOptions())), new BlobServiceClient(connectionString, Patient(new BlobClientOptions())));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new InvalidOperationException(
                $"{AzureOptions.Section}:ConnectionString makes no sense ({e.Message}): take it from the portal, 'DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net'.", e);
        }
    }

    // The client waits for as long as a Retry-After says; without one, longer each time.
    private static T Patient<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = MaxRetries;
        options.Retry.Delay = FirstRetry;
        options.Retry.MaxDelay = LastRetry;
        options.Retry.NetworkTimeout = AnswerTime;
        return options;
    }

    [GeneratedRegex("^[a-z][a-z0-9]{2,19}$", RegexOptions.None, 1000)]
    private static partial Regex UsablePrefix();
}

using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Azure;

/// <summary>Where an entity stands: in one of some partitions by the hash of its key, since rows of one partition can change together.</summary>
internal sealed record AzureEntityRow(string Partition, string Row)
{
    /// <summary>A round of checkpoints fills the changes of each, and all together take far more than one partition's 2,000 rows a second.</summary>
    public const int Partitions = 64;

    public const string WriterColumn = "Writer";
    public const string VersionColumn = "Version";
    private const int MaxKey = 400;

    /// <summary>What is needed to write over it.</summary>
    public static readonly string[] StampColumns = [WriterColumn, VersionColumn, AzureDocuments.BlobColumn];

    public string Folder => $"entities/{Partition}/{Row}";

    public static AzureEntityRow Of(string key) => new(PartitionName((int)(XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(key)) % Partitions)), AzureKeys.Part(key, MaxKey));

    public static string PartitionName(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:d2}");

    public static EntityStamp StampOf(TableEntity row) => new(row.GetInt64(WriterColumn) ?? 0, row.GetInt64(VersionColumn) ?? 0);
}

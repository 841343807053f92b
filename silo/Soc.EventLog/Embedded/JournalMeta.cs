using System.Security.Cryptography;
using System.Text.Json;

namespace Soc.EventLog.Embedded;

/// <summary>What is fixed for the life of a journal's directory, kept in its file <c>log.json</c>.</summary>
/// <param name="FormatVersion">Of the records.</param>
/// <param name="PartitionCount">Entities are spread over so many; another number would tear their order apart.</param>
/// <param name="Salt">Where the CRCs start.</param>
internal sealed record JournalMeta(int FormatVersion, int PartitionCount, uint Salt)
{
    private const int CurrentFormat = 1;
    private const string FileName = "log.json";

    public static JournalMeta OpenOrCreate(string directory, int partitionCount)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateFiles(directory, "*.log", SearchOption.AllDirectories).Any())
            {
                throw new InvalidOperationException($"{path} is missing, though there is a log beside it. Put it back from a backup, or move the folder away to begin a new log.");
            }

            return Create(directory, path, partitionCount);
        }

        var meta = Read(path);
        if (meta.FormatVersion > CurrentFormat)
        {
            throw new InvalidOperationException($"The log in {directory} was written by a newer version (format {meta.FormatVersion}, this one reads {CurrentFormat}).");
        }

        return meta.PartitionCount == partitionCount
            ? meta
            : throw new InvalidOperationException($"The log in {directory} has {meta.PartitionCount} partitions, and {partitionCount} are configured. The number is fixed for the life of the log: configure {meta.PartitionCount}, or begin a new log in another folder.");
    }

    private static JournalMeta Read(string path)
    {
        try
        {
            if (JsonSerializer.Deserialize<JournalMeta>(File.ReadAllBytes(path)) is { PartitionCount: > 0 } meta)
            {
                return meta;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new InvalidOperationException($"{path} cannot be read. Put it back from a backup, or move the folder away to begin a new log.");
    }

    private static JournalMeta Create(string directory, string path, int partitionCount)
    {
        var meta = new JournalMeta(CurrentFormat, partitionCount, BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))));
        var temporary = path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, meta);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        DirectorySync.Flush(directory);
        return meta;
    }
}

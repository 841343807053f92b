using System.Text.Json;

namespace Soc.Gateway.Ingest.Identity;

/// <summary>The directory's snapshot on disk: versioned JSON, replaced whole or not at all.</summary>
internal sealed class IdentityFile(string path)
{
    public string Path { get; } = path;

    public async Task WriteAsync(IdentitySnapshot snapshot, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        var next = Path + ".next";
        await using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await JsonSerializer.SerializeAsync(stream, snapshot, JsonSerializerOptions.Web, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }

    /// <summary>The snapshot; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of another format.</exception>
    public async Task<IdentitySnapshot?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            await using var stream = File.OpenRead(Path);
            var snapshot = await JsonSerializer.DeserializeAsync<IdentitySnapshot>(stream, JsonSerializerOptions.Web, cancellationToken);
            return snapshot is { Format: IdentitySnapshot.CurrentFormat, Clients: not null }
                ? snapshot
                : throw new InvalidDataException("another format");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("damaged", damaged);
        }
    }

    /// <summary>Moves a file that cannot be read out of the way, for a person to look at.</summary>
    public void SetAside() => File.Move(Path, Path + ".unreadable", overwrite: true);
}

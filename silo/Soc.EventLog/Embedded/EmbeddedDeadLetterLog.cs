using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Soc.EventLog.Embedded;

/// <summary>Dead letters as lines of JSON in files that roll by size; the oldest file goes when there are too many.</summary>
public sealed class EmbeddedDeadLetterLog : IDeadLetterLog
{
    private const long MaxFileBytes = 32L * 1024 * 1024;
    private const int MaxFiles = 16;
    private const string Pattern = "*.jsonl";

    private readonly string _directory;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _number;
    private FileStream? _file;

    private EmbeddedDeadLetterLog(string directory) => _directory = directory;

    public static EmbeddedDeadLetterLog Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var log = new EmbeddedDeadLetterLog(directory);
        log._number = log.Files().Select(f => f.Number).DefaultIfEmpty(0).Max() + 1;
        return log;
    }

    public async ValueTask AppendAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var letter in letters)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(letter, JsonSerializerOptions.Web));
            lines.WriteByte((byte)'\n');
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            Roll();
            lines.Position = 0;
            await lines.CopyToAsync(_file!, CancellationToken.None);
            _file!.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw new EventLogUnavailableException($"The dead-letter log could not be written ({e.Message}): free space under {_directory}.", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async IAsyncEnumerable<DeadLetter> ReadAsync(string client, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = 0;
        foreach (var (path, _) in Files().OrderByDescending(f => f.Number))
        {
            // A file is read whole and given out backwards: newest first, and no file is large.
            var kept = new List<DeadLetter>();
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (TryRead(line) is { } letter && string.Equals(letter.Client, client, StringComparison.Ordinal))
                {
                    kept.Add(letter);
                    if (kept.Count > limit)
                    {
                        kept.RemoveAt(0);
                    }
                }
            }

            for (var i = kept.Count - 1; i >= 0 && given < limit; i--, given++)
            {
                yield return kept[i];
            }

            if (given >= limit)
            {
                yield break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        _gate.Dispose();
    }

    // A line that a crash cut short is not a letter.
    private static DeadLetter? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<DeadLetter>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Roll()
    {
        if (_file is not null && _file.Length < MaxFileBytes)
        {
            return;
        }

        _file?.Dispose();
        _file = new FileStream(
            Path.Combine(_directory, _number++.ToString("D10", System.Globalization.CultureInfo.InvariantCulture) + ".jsonl"),
            FileMode.Append,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete);
        foreach (var (path, _) in Files().OrderByDescending(f => f.Number).Skip(MaxFiles))
        {
            File.Delete(path);
        }
    }

    private IEnumerable<(string Path, long Number)> Files() =>
        Directory.EnumerateFiles(_directory, Pattern)
            .Select(f => (f, long.TryParse(Path.GetFileNameWithoutExtension(f), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1))
            .Where(f => f.Item2 >= 0);
}

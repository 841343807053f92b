namespace Soc.Fuzz;

/// <summary>Records to begin from: the parsers' own cases, and the corpus of real logs where it lies beside the repository.</summary>
internal static class SeedFiles
{
    /// <summary>Longest record taken as a seed: mutations of longer ones find nothing more and take longer.</summary>
    private const int MaxSeedBytes = 16 * 1024;

    /// <summary>Most records taken of one file.</summary>
    private const int MaxPerFile = 40;

    private static readonly Lazy<byte[][]> All = new(() => Root is null
        ? throw new InvalidOperationException("The seeds are the cases of the parsers: run it within the repository.")
        : [.. Cases().Concat(Corpus())]);

    /// <summary>Every seed record, in a stable order.</summary>
    public static IReadOnlyList<byte[]> Records => All.Value;

    private static string? Root { get; } = FindRoot();

    private static IEnumerable<byte[]> Cases()
    {
        var sources = Root is null ? null : Path.Combine(Root, "grains", "Soc.Parsing", "Sources");
        return sources is null || !Directory.Exists(sources)
            ? []
            : Directory.EnumerateFiles(sources, "*.raw", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .SelectMany(f => f.EndsWith(".doc.raw", StringComparison.Ordinal) ? [File.ReadAllBytes(f)] : Lines(f));
    }

    private static IEnumerable<byte[]> Corpus()
    {
        var logs = Root is null ? null : Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus", "logs"));
        string[] endings = [".log", ".jsonl", ".ndjson", ".cef", ".leef", ".json"];
        return logs is null || !Directory.Exists(logs)
            ? []
            : Directory.EnumerateFiles(logs, "*", SearchOption.AllDirectories)
                .Where(f => endings.Contains(Path.GetExtension(f), StringComparer.Ordinal))
                .Order(StringComparer.Ordinal)
                .SelectMany(Lines);
    }

    private static IEnumerable<byte[]> Lines(string file)
    {
        var content = File.ReadAllBytes(file);
        var start = 0;
        for (var taken = 0; start < content.Length && taken < MaxPerFile;)
        {
            var end = Array.IndexOf(content, (byte)'\n', start);
            end = end < 0 ? content.Length : end;
            if (end - start is > 0 and <= MaxSeedBytes)
            {
                yield return content[start..end];
                taken++;
            }

            start = end + 1;
        }
    }

    private static string? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}

namespace Soc.Content.Tests.Parsing;

/// <summary>Where the parsers' cases and the corpus are on disk.</summary>
internal static class ParsingPaths
{
    /// <summary>Folder with Soc.Actors.sln.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Sources => Path.Combine(Repository, "grains", "Soc.Parsing", "Sources");

    /// <summary>Logs of real products beside the repository, or null where they are absent.</summary>
    public static string? CorpusLogs
    {
        get
        {
            var path = Path.GetFullPath(Path.Combine(Repository, "..", "shared", "corpus", "logs"));
            return Directory.Exists(path) ? path : null;
        }
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Soc.Actors.sln is not above the test's folder.");
    }
}

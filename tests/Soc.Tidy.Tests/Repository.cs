namespace Soc.Tidy.Tests;

/// <summary>The files of this checkout.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    private static readonly string[] Generated = ["artifacts", "data", ".git", "node_modules"];

    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(p => Generated.Contains(p, StringComparer.Ordinal)));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Soc.Actors.sln was not found above the test's folder.");
    }
}

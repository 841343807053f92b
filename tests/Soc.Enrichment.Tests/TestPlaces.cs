namespace Soc.Enrichment.Tests;

/// <summary>Where tests find what lies outside the repository, and what they say when it is not there.</summary>
internal static class TestPlaces
{
    public static readonly string Root = FindRoot();

    private static readonly string Corpus = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus"));

    private static readonly string Databases = Environment.GetEnvironmentVariable("SOC_GEO") ?? Path.Combine(Root, "data", "geo");

    /// <summary>A path in the corpus; skips the test, saying so, when it is absent.</summary>
    public static string InCorpus(params string[] parts)
    {
        var path = Path.Combine([Corpus, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"Not in the corpus here: {string.Join('/', parts)}");
        return path;
    }

    /// <summary>The folder of the databases that './soc' sets up; skips the test, saying so, when they are absent.</summary>
    public static string RealDatabases()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Databases, "GeoLite2-ASN.mmdb")), "The geo databases are not set up here: scripts/geo.sh data/geo");
        return Databases;
    }

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

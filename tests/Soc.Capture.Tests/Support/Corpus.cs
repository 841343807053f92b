using Xunit;

namespace Soc.Capture.Tests.Support;

/// <summary>Captures that others made, with what others say of them; they are beside the project, or the tests say that they are not.</summary>
internal static class Corpus
{
    private static readonly string? Folder = Find();

    /// <summary>Path of a file of the captures' folder, such as "zeek/wikipedia.pcap".</summary>
    public static string PathOf(string file)
    {
        Assert.SkipWhen(Folder is null, "The corpus of captures is not beside the project.");
        return Path.Combine(Folder!, file);
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "corpus", "pcaps");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }
}

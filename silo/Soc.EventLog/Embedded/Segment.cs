using System.Globalization;

namespace Soc.EventLog.Embedded;

/// <summary>One file of a partition; its name is the offset of its first record.</summary>
internal sealed record Segment(long FirstOffset, string Path)
{
    public const string Extension = ".log";

    public static Segment At(string directory, long firstOffset) =>
        new(firstOffset, System.IO.Path.Combine(directory, firstOffset.ToString("D20", CultureInfo.InvariantCulture) + Extension));

    public static IEnumerable<Segment> In(string directory) =>
        Directory.EnumerateFiles(directory, "*" + Extension)
            .Select(f => (File: f, Ok: long.TryParse(System.IO.Path.GetFileNameWithoutExtension(f), NumberStyles.None, CultureInfo.InvariantCulture, out var first), First: first))
            .Where(f => f.Ok)
            .OrderBy(f => f.First)
            .Select(f => new Segment(f.First, f.File));
}

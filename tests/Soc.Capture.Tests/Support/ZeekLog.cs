namespace Soc.Capture.Tests.Support;

/// <summary>A log as Zeek writes it: fields by name, rows in order. "-" and "(empty)" are empty strings.</summary>
internal static class ZeekLog
{
    public static List<Dictionary<string, string>> Read(string file)
    {
        string[] names = [];
        var rows = new List<Dictionary<string, string>>();
        foreach (var line in File.ReadLines(Corpus.PathOf(file)))
        {
            var cells = line.Split('\t');
            if (line.StartsWith("#fields", StringComparison.Ordinal))
            {
                names = cells[1..];
            }
            else if (!line.StartsWith('#') && names.Length > 0 && cells.Length == names.Length)
            {
                rows.Add(names.Zip(cells).ToDictionary(c => c.First, c => c.Second is "-" or "(empty)" ? "" : c.Second, StringComparer.Ordinal));
            }
        }

        return rows;
    }
}

namespace Soc.Silo.Clustering.Tls;

/// <summary>What a stranger wrote, for a line of the log.</summary>
internal static class Printable
{
    private const int MaxLength = 200;

    public static string Of(string text)
    {
        var line = string.Concat(text.Take(MaxLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > MaxLength ? line + "…" : line;
    }
}

using System.IO.Hashing;
using System.Text;

namespace Soc.Parsing.Text;

/// <summary>
/// Strings from UTF-8, where short ones that come again and again (rules, zones, users, addresses) are made once:
/// a direct-mapped cache a thread, so it is bounded and needs no lock.
/// </summary>
internal static class StringPool
{
    private const int MaxEntries = 8192;
    private const int MaxPooledBytes = 48;

    [ThreadStatic]
    private static string?[]? t_entries;

    /// <summary>The text of <paramref name="utf8"/>; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        if (utf8.Length > MaxPooledBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var entries = t_entries ??= new string?[MaxEntries];
        ref var entry = ref entries[(int)(XxHash3.HashToUInt64(utf8) & (MaxEntries - 1))];
        if (entry is not null && entry.Length == utf8.Length && Ascii.Equals(utf8, entry))
        {
            return entry;
        }

        var text = Encoding.UTF8.GetString(utf8);
        if (Ascii.IsValid(utf8))
        {
            entry = text;
        }

        return text;
    }
}

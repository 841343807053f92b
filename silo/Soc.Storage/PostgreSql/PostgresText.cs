using System.Text;

namespace Soc.Storage.PostgreSql;

/// <summary>Text as the server takes it. Names come from hostile events, and none may stop a checkpoint.</summary>
internal static class PostgresText
{
    /// <summary>
    /// NUL becomes "%00" and half a surrogate pair the replacement character. Keys of entities escape '%', so that no other key
    /// is mistaken for one that had a NUL.
    /// </summary>
    public static string Storable(string text)
    {
        var noNul = text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "%00", StringComparison.Ordinal) : text;
        return HasHalfPair(noNul) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(noNul)) : noNul;
    }

    private static bool HasHalfPair(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // Half a pair is enumerated as the replacement character, which a text may also hold itself: no harm in one copy more.
            if (rune == Rune.ReplacementChar)
            {
                return true;
            }
        }

        return false;
    }
}

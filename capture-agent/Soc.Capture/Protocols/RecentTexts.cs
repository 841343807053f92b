using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Soc.Capture.Protocols;

/// <summary>
/// Texts that were read a moment ago: a network says the same few thousand again and again (names of clients, hosts, protocols), and a connection
/// that keeps one costs no memory for it. One place a hash: what comes there replaces what was there.
/// </summary>
internal static class RecentTexts
{
    /// <summary>Longer ones are seldom said twice.</summary>
    private const int MaxChars = 256;

    private const int Places = 4_096;

    [ThreadStatic]
    private static string?[]? _places;

    /// <param name="bytes">ASCII.</param>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > MaxChars)
        {
            return Encoding.ASCII.GetString(bytes);
        }

        ref var place = ref (_places ??= new string?[Places])[XxHash3.HashToUInt64(bytes) % Places];
        return place is not null && place.Length == bytes.Length && Ascii.Equals(place, bytes) ? place : place = Encoding.ASCII.GetString(bytes);
    }

    public static string Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaxChars)
        {
            return text.ToString();
        }

        ref var place = ref (_places ??= new string?[Places])[XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text)) % Places];
        return place is not null && text.SequenceEqual(place) ? place : place = text.ToString();
    }
}

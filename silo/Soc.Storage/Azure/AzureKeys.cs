using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Storage.Azure;

/// <summary>
/// Texts and numbers as parts of a row's key: only characters that the service takes, in an order that a range can use.
/// ':' separates parts.
/// </summary>
internal static class AzureKeys
{
    /// <summary>Longest part; a key of three and a number is within the service's 512 characters.</summary>
    private const int MaxPart = 150;

    /// <summary>A character after every one that a part may hold.</summary>
    public const string AfterAll = "~";

    private const int KeptOfLong = 80;

    /// <summary>
    /// Letters, digits, '.', '@', '_' and '-' stay, any other becomes "=" and four digits. What is too long keeps its beginning and gets its hash.
    /// </summary>
    public static string Part(string text, int maxLength = MaxPart)
    {
        var escaped = Escaped(text);
        if (escaped.Length <= maxLength)
        {
            return escaped;
        }

        var hash = SHA256.HashData(MemoryBytes(text));
        return $"{escaped[..Math.Min(KeptOfLong, maxLength)]}+{Convert.ToHexStringLower(hash)}";
    }

    /// <summary>The beginning of every part whose text begins with this one; of a long text, its first characters only.</summary>
    public static string Beginning(string prefix)
    {
        var escaped = Escaped(prefix);
        return escaped.Length <= KeptOfLong ? escaped : escaped[..KeptOfLong];
    }

    /// <summary>Sorts as the numbers do.</summary>
    public static string Rising(long value) => string.Create(CultureInfo.InvariantCulture, $"{unchecked((ulong)(value ^ long.MinValue)):x16}");

    /// <summary>The number that <see cref="Rising"/> wrote.</summary>
    public static long FromRising(ReadOnlySpan<char> text) => unchecked((long)ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)) ^ long.MinValue;

    /// <summary>Sorts the greatest number first.</summary>
    public static string Falling(long value) => string.Create(CultureInfo.InvariantCulture, $"{~unchecked((ulong)(value ^ long.MinValue)):x16}");

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '@' or '_' or '-')
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"={(int)c:x4}");
            }
        }

        return escaped.ToString();
    }

    // Not as UTF-8, which makes the same of every half pair.
    private static ReadOnlySpan<byte> MemoryBytes(string text) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan());
}

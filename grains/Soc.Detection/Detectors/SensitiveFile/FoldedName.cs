using System.Globalization;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>Writes a name as plain lower-case words with one space around each, so that words of all languages are found at their borders.</summary>
internal static class FoldedName
{
    /// <summary>Longest part of a name that is looked at.</summary>
    public const int MaxLength = 160;

    private const string Accented = "àáâãäåāăąçćčďđèéêëēėęěğģìíîïīįıķĺľłļñńňņòóôõöøőřŕšśşșťţțùúûüūůűųýÿžźż";
    private const string Plain = "aaaaaaaaacccddeeeeeeeeggiiiiiiikllllnnnnooooooorrsssstttuuuuuuuuyyzzz";

    /// <returns>Characters written.</returns>
    /// <param name="folded">At least twice <see cref="MaxLength"/> and two.</param>
    public static int Write(ReadOnlySpan<char> name, Span<char> folded)
    {
        name = name.Length > MaxLength ? name[..MaxLength] : name;
        var length = 0;
        folded[length++] = ' ';
        var wasLower = false;
        foreach (var c in name)
        {
            if (char.IsLetter(c))
            {
                // "MasterPasswords" is two words, "PASSWORDS" is one.
                if (char.IsUpper(c) && wasLower)
                {
                    folded[length++] = ' ';
                }

                wasLower = char.IsLower(c);
                folded[length++] = Fold(char.ToLowerInvariant(c));
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                wasLower = false;
                if (folded[length - 1] != ' ')
                {
                    folded[length++] = ' ';
                }
            }
        }

        if (folded[length - 1] != ' ')
        {
            folded[length++] = ' ';
        }

        return length;
    }

    private static char Fold(char c)
    {
        if (c < 0x80)
        {
            return c;
        }

        var at = Accented.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? c : Plain[at];
    }
}

namespace Soc.Detection.Network;

/// <summary>How much the characters of a name say.</summary>
internal static class NameEntropy
{
    private const int Symbols = 128;

    /// <summary>Shannon entropy of the characters, bits each; dots do not count.</summary>
    /// <param name="characters">Characters that count.</param>
    public static double Of(ReadOnlySpan<char> name, out int characters)
    {
        Span<int> counts = stackalloc int[Symbols];
        characters = 0;
        foreach (var c in name)
        {
            if (c != '.')
            {
                counts[Math.Min((int)char.ToLowerInvariant(c), Symbols - 1)]++;
                characters++;
            }
        }

        double bits = 0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var p = (double)count / characters;
                bits -= p * Math.Log2(p);
            }
        }

        return bits;
    }

    public static int LongestLabel(ReadOnlySpan<char> name)
    {
        var longest = 0;
        foreach (var label in name.Split('.'))
        {
            longest = Math.Max(longest, label.End.Value - label.Start.Value);
        }

        return longest;
    }
}

using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Dns;

/// <summary>What tells a name that carries data from one that somebody chose.</summary>
/// <param name="LengthBytes">Of all labels with the dots between, before anything is escaped; at most 253.</param>
/// <param name="LongestLabelBytes">At most 63.</param>
/// <param name="LeftEntropyBits">
/// Shannon entropy, bits a character, of all labels but the last two, or of the leftmost where there are no more than two. Capitals count as
/// small letters: resolvers mix them at random as a cookie. At most 8.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NameFigures(int LengthBytes, int LongestLabelBytes, double LeftEntropyBits)
{
    private const int LabelsOfDomain = 2;

    // n × log2 n: a logarithm for each character of each name was a twentieth of all that a packet costs.
    private static readonly double[] Weights = [.. Enumerable.Range(0, 256).Select(n => n == 0 ? 0.0 : n * Math.Log2(n))];

    /// <param name="name">As <see cref="WireName"/> gives it.</param>
    internal static NameFigures Of(ReadOnlySpan<byte> name)
    {
        var (labels, longest) = (0, 0);
        for (var at = 0; at < name.Length; at += 1 + name[at])
        {
            labels++;
            longest = Math.Max(longest, name[at]);
        }

        return new NameFigures(Math.Max(0, name.Length - 1), longest, Entropy(name, Math.Max(1, labels - LabelsOfDomain)));
    }

    private static double Entropy(ReadOnlySpan<byte> name, int labels)
    {
        Span<byte> counts = stackalloc byte[256];
        counts.Clear();
        var total = 0;
        for (var at = 0; at < name.Length && labels > 0; at += 1 + name[at], labels--)
        {
            foreach (var b in name.Slice(at + 1, name[at]))
            {
                counts[b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b]++;
                total++;
            }
        }

        // H = log2 N − Σ n log2 n / N, over the counts n of N characters.
        var weight = 0.0;
        foreach (var count in counts)
        {
            weight += Weights[count];
        }

        return total == 0 ? 0.0 : Math.Max(0.0, (Weights[total] - weight) / total);
    }
}

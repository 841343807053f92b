using System.Collections.Immutable;

namespace Soc.Capture.Protocols.Dns;

/// <summary>A section of resource records.</summary>
internal static class DnsRecords
{
    public const int MaxAnswers = 32;

    /// <summary>Characters of all names and texts of one section.</summary>
    public const int MaxChars = 8192;

    /// <summary>EDNS and signatures of the message: they are about it, not an answer.</summary>
    private const ushort Opt = 41;
    private const ushort Tkey = 249;
    private const ushort Tsig = 250;

    /// <summary>Reads as many records as there are, up to the bounds, and as are sound.</summary>
    public static ImmutableArray<DnsAnswer> Read(ReadOnlySpan<byte> message, int position, int count, DnsVariant variant, string? questionName)
    {
        if (count == 0)
        {
            return [];
        }

        var answers = ImmutableArray.CreateBuilder<DnsAnswer>(Math.Min(count, MaxAnswers));
        for (var (i, chars) = (0, 0); i < count && i < MaxAnswers; i++)
        {
            if (!DnsRecordHead.TryRead(message, ref position, variant, questionName, out var head))
            {
                break;
            }

            if (head.Type is Opt or Tkey or Tsig)
            {
                continue;
            }

            var text = DnsRecordText.Of(message, head, variant);
            chars += head.Name.Length + text.Length;
            if (chars > MaxChars)
            {
                break;
            }

            answers.Add(new DnsAnswer(head.Name, head.Type, text, head.TtlSeconds));
        }

        return answers.DrainToImmutable();
    }
}

namespace Soc.Fuzz;

/// <summary>Makes inputs out of good ones, the same for the same seed: flips, cuts, repeats, splices, and the characters that formats turn on.</summary>
internal sealed class Mutator(int seed)
{
    private const int MaxInputBytes = 64 * 1024;
    private const int MaxSteps = 6;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\0", "\n", "\r\n", "\"", "\\", "\\\\", "\\\"", "=", "|", ",", ";", ":", "[", "]", "{", "}", "<", ">", " ", "\t", "^", "%", "'",
            "{}", "[]", "[[", "{\"", "\"}", "null", "true", "-", "--", "N/A", "0", "-1", "999999999", "4294967296", "9223372036854775807", "1e309", "0x5E", "x5E",
            "CEF:0|", "LEEF:2.0|", "<134>", "<191>1 ", "<999>", "2026-02-29T24:61:61Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00", "Feb 30 99:99:99",
            "::ffff:1.2.3.4", "1.2.3.4:99999", "256.256.256.256", "fe80::1%eth0", "::", " from ", " port ", "sshd[", "]: ", "records", "\\ud800", "\\u0000", "\uFEFF", "\u202E",
            "[ipv4-addr:value = '", "' OR ", "12 ", "100 <1>",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0x80], [0x1F, 0x8B, 0x08],
    ];

    private readonly Random _random = new(seed);

    public byte[] Next(IReadOnlyList<byte[]> seeds)
    {
        var input = Pick(seeds).ToList();
        for (var steps = _random.Next(1, MaxSteps + 1); steps > 0; steps--)
        {
            Step(input, seeds);
        }

        return input.Count > MaxInputBytes ? [.. input.Take(MaxInputBytes)] : [.. input];
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private void Step(List<byte> input, IReadOnlyList<byte[]> seeds)
    {
        var at = _random.Next(input.Count + 1);
        var length = Math.Min(input.Count - at, 1 << _random.Next(10));
        switch (_random.Next(9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)_random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                var piece = input.GetRange(at, length);
                for (var times = Math.Min(1 << _random.Next(8), (MaxInputBytes / (length + 1)) + 1); times > 0; times--)
                {
                    input.InsertRange(at, piece);
                }

                break;
            case 4:
                var other = Pick(seeds);
                var cut = _random.Next(other.Length + 1);
                input.InsertRange(at, other[cut..Math.Min(other.Length, cut + (1 << _random.Next(12)))]);
                break;
            case 5:
                input.RemoveRange(at, input.Count - at);
                break;
            case 6:
                var filler = Pick(Tokens);
                for (var times = 1 << _random.Next(12); times > 0 && input.Count < MaxInputBytes; times--)
                {
                    input.InsertRange(at, filler);
                }

                break;
            default:
                input.InsertRange(at, Pick(Tokens));
                break;
        }
    }
}

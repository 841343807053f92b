namespace Soc.Capture.Protocols.Dns;

/// <summary>
/// NetBIOS names: sixteen bytes, written as 32 letters from A to P, one for each half byte, as the first label; behind it perhaps the scope
/// (RFC 1001, 14.1).
/// </summary>
internal static class NetbiosName
{
    public const int Bytes = 16;
    private const int EncodedBytes = 2 * Bytes;

    /// <summary>Decodes it in place: the name without what fills it up, then the scope's labels.</summary>
    /// <param name="name">As <see cref="WireName"/> gives it.</param>
    /// <param name="length">Of what is left of it.</param>
    /// <param name="suffix">What kind of name: 0 a workstation, 0x1B a domain's master browser, 0x20 a file server.</param>
    /// <returns>False, and nothing is changed, when it is not so encoded.</returns>
    public static bool TryDecode(Span<byte> name, out int length, out byte suffix)
    {
        (length, suffix) = (name.Length, 0);
        if (name.Length <= EncodedBytes || name[0] != EncodedBytes || name[1..(1 + EncodedBytes)].ContainsAnyExceptInRange((byte)'A', (byte)'P'))
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[Bytes];
        for (var i = 0; i < Bytes; i++)
        {
            decoded[i] = (byte)(((name[1 + (2 * i)] - 'A') << 4) | (name[2 + (2 * i)] - 'A'));
        }

        suffix = decoded[^1];
        ReadOnlySpan<byte> text = Trim(decoded[..^1]);
        var scope = name[(1 + EncodedBytes)..];
        name[0] = (byte)text.Length;
        text.CopyTo(name[1..]);
        scope.CopyTo(name[(1 + text.Length)..]);
        length = 1 + text.Length + scope.Length;
        return true;
    }

    /// <summary>Names are filled up with spaces, "*" with zeros.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> name) => name.TrimEnd(" \0"u8);
}

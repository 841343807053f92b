using System.Text;

namespace Soc.Capture.Protocols.Ssh;

/// <summary>The algorithms that a side offers, its favourites first (SSH_MSG_KEXINIT, RFC 4253 section 7.1). Lists have at most 128 names, names at most 64 characters, all printable.</summary>
public sealed record SshOffer
{
    private const int CookieBytes = 16;
    private const int Languages = 2;

    public required IReadOnlyList<string> KeyExchanges { get; init; }

    /// <summary>Algorithms of the server's key.</summary>
    public required IReadOnlyList<string> HostKeys { get; init; }

    public required IReadOnlyList<string> CiphersToServer { get; init; }

    public required IReadOnlyList<string> CiphersToClient { get; init; }

    public required IReadOnlyList<string> MacsToServer { get; init; }

    public required IReadOnlyList<string> MacsToClient { get; init; }

    public required IReadOnlyList<string> CompressionsToServer { get; init; }

    public required IReadOnlyList<string> CompressionsToClient { get; init; }

    /// <summary>Names were left out: beyond the bounds, or no names (RFC 4251 section 6).</summary>
    public required bool IsCut { get; init; }

    /// <param name="body">The message after its type.</param>
    /// <returns>Null when it ends too early.</returns>
    internal static SshOffer? Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        reader.Skip(CookieBytes);
        var isCut = false;
        var offer = new SshOffer
        {
            KeyExchanges = Names(ref reader, ref isCut),
            HostKeys = Names(ref reader, ref isCut),
            CiphersToServer = Names(ref reader, ref isCut),
            CiphersToClient = Names(ref reader, ref isCut),
            MacsToServer = Names(ref reader, ref isCut),
            MacsToClient = Names(ref reader, ref isCut),
            CompressionsToServer = Names(ref reader, ref isCut),
            CompressionsToClient = Names(ref reader, ref isCut),
            IsCut = isCut,
        };
        for (var i = 0; i < Languages; i++)
        {
            reader.Skip((int)Math.Min(reader.U32(), int.MaxValue));
        }

        return reader.IsBroken ? null : offer;
    }

    private static List<string> Names(ref ByteReader reader, ref bool isCut)
    {
        var list = reader.Take((int)Math.Min(reader.U32(), int.MaxValue));
        var names = new List<string>();
        while (!list.IsEmpty)
        {
            var comma = list.IndexOf((byte)',');
            var name = comma < 0 ? list : list[..comma];
            list = comma < 0 ? [] : list[(comma + 1)..];
            if (names.Count == SshLimits.MaxNames)
            {
                isCut = true;
                break;
            }

            if (name.IsEmpty || name.Length > SshLimits.MaxNameChars || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            {
                isCut = true;
                continue;
            }

            names.Add(Encoding.ASCII.GetString(name));
        }

        return names;
    }
}

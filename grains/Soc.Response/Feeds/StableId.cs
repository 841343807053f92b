using System.Security.Cryptography;
using System.Text;

namespace Soc.Response.Feeds;

/// <summary>Ids that are the same for the same thing, on every gateway and after every restart (RFC 9562, version 5).</summary>
internal static class StableId
{
    // Names of ours, and of nobody else.
    private static readonly byte[] Namespace = Guid.Parse("6f2b8a52-6a6e-5c0b-9a53-0f4b1f0d7c11").ToByteArray(bigEndian: true);

    public static Guid Of(string kind, string client, string value)
    {
        // A client's id has no line feed.
        var name = Encoding.UTF8.GetBytes($"{kind}\n{client}\n{value}");
#pragma warning disable CA5350 // the version prescribes SHA-1; nothing rests on it but being stable
        var hash = SHA1.HashData([.. Namespace, .. name]).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}

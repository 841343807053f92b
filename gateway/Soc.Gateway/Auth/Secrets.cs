using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Gateway.Auth;

/// <summary>Makes and hashes secrets.</summary>
public static class Secrets
{
    /// <summary>Random bytes in a secret: 256 bits, so that a plain hash of it cannot be reversed by guessing.</summary>
    public const int RandomBytes = 32;

    /// <summary>Longest secret that is looked at, in characters; a longer one is unknown.</summary>
    public const int MaxLength = 512;

    /// <summary>A new secret: <c>soc_hec_…</c>, <c>soc_api_…</c>, <c>soc_feed_…</c>.</summary>
    public static string New(string kind)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return $"soc_{kind}_{Base64Url.EncodeToString(random)}";
    }

    /// <summary>A new public id of a credential, 16 hexadecimal digits.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>SHA-256 of the secret's UTF-8.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

using System.Security.Cryptography;
using System.Text;

namespace Soc.Gateway.Requests.Idempotency;

/// <summary>The header Idempotency-Key: 1 to 255 visible ASCII characters, in quotes or bare.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public const int MaxLength = 255;

    public static bool TryRead(string header, out string key)
    {
        key = header.Trim();
        if (key is ['"', .., '"'])
        {
            key = key[1..^1];
        }

        return key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and < '\u007f' and not '"');
    }

    /// <summary>Name under which the answer is kept: one caller's key is never another's, and neither can be read from it.</summary>
    public static string IdOf(string caller, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Length}:{caller}{key}")));
}

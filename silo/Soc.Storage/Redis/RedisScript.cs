using System.Security.Cryptography;
using System.Text;

namespace Soc.Storage.Redis;

/// <summary>A script that the server keeps, called by its hash.</summary>
internal sealed class RedisScript(string text)
{
    public string Text { get; } = text;

    // The protocol names a script by its SHA-1; nothing is kept secret by it.
#pragma warning disable CA5350
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Capture.Protocols.Tls;

/// <summary>JA3 of a client hello and JA3S of a server hello: the MD5, in lower-case hexadecimal, of their numbers in decimal, GREASE left out.</summary>
internal static class Ja3
{
    private const int Places = 1_024;

    [ThreadStatic]
    private static Recent<string>? _recent;

    /// <returns>Null when the hello is absurd.</returns>
    public static string? Of(ClientHello hello)
    {
        if (hello.IsAbsurd)
        {
            return null;
        }

        var key = new FingerprintKey(stackalloc byte[Recent<string>.MaxKeyBytes]);
        key.Add(hello.LegacyVersion);
        key.AddList(hello.Ciphers, isSorted: false);
        key.AddList(hello.Extensions, isSorted: false);
        key.AddList(hello.Groups, isSorted: false);
        key.Add(hello.PointFormats);
        return (_recent ??= new(Places)).Find(key.Bytes) ?? _recent.Keep(key.Bytes, Make(hello));
    }

    /// <returns>Null when the hello is absurd.</returns>
    public static string? Of(ServerHello hello)
    {
        if (hello.IsAbsurd)
        {
            return null;
        }

        var key = new FingerprintKey(stackalloc byte[Recent<string>.MaxKeyBytes]);
        key.Add(hello.LegacyVersion, hello.Cipher);
        key.AddList(hello.Extensions, isSorted: false);
        return (_recent ??= new(Places)).Find(key.Bytes) ?? _recent.Keep(key.Bytes, Make(hello));
    }

    private static string Make(ClientHello hello)
    {
        var text = new StringBuilder(256).Append(CultureInfo.InvariantCulture, $"{hello.LegacyVersion},");
        Append(text, Grease.Without(hello.Ciphers)).Append(',');
        Append(text, Grease.Without(hello.Extensions)).Append(',');
        Append(text, Grease.Without(hello.Groups)).Append(',');
        Append(text, Array.ConvertAll(hello.PointFormats, b => (ushort)b));
        return Hash(text.ToString());
    }

    private static string Make(ServerHello hello)
    {
        var text = new StringBuilder(64).Append(CultureInfo.InvariantCulture, $"{hello.LegacyVersion},{hello.Cipher},");
        Append(text, Grease.Without(hello.Extensions));
        return Hash(text.ToString());
    }

    private static StringBuilder Append(StringBuilder text, ushort[] numbers) => text.AppendJoin('-', numbers);

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "JA3 is defined with MD5; it is a name, not a protection.")]
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text)));
}

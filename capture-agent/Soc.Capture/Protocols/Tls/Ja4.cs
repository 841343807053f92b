using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Capture.Protocols.Tls;

/// <summary>
/// JA4 of a client hello, as FoxIO's description of JA4 (BSD 3-Clause) has it: what is offered in a form that can be read, then hashes of the
/// ciphers in order of their numbers, and of the extensions in order of their numbers with the signature algorithms as sent. GREASE counts nowhere.
/// </summary>
internal static class Ja4
{
    /// <summary>Over TCP.</summary>
    public const char Tcp = 't';

    /// <summary>Over QUIC.</summary>
    public const char Quic = 'q';

    private const int MaxCount = 99;
    private const int HashChars = 12;
    private const string NoHash = "000000000000";

    private const int Places = 1_024;

    [ThreadStatic]
    private static Recent<string>? _recent;

    /// <returns>Null when the hello is absurd.</returns>
    public static string? Of(ClientHello hello, char transport)
    {
        if (hello.IsAbsurd)
        {
            return null;
        }

        var key = new FingerprintKey(stackalloc byte[Recent<string>.MaxKeyBytes]);
        key.Add(transport, hello.LegacyVersion);
        key.AddList(hello.SupportedVersions, isSorted: false);
        key.AddList(hello.Ciphers, isSorted: true);
        key.AddList(hello.Extensions, isSorted: true);
        key.AddList(hello.SignatureAlgorithms, isSorted: false);
        key.Add(hello.FirstAlpn);
        return (_recent ??= new(Places)).Find(key.Bytes) ?? _recent.Keep(key.Bytes, Make(hello, transport));
    }

    private static string Make(ClientHello hello, char transport)
    {
        var ciphers = Grease.Without(hello.Ciphers);
        var extensions = Grease.Without(hello.Extensions);
        var sni = extensions.Contains(ExtensionType.ServerName) ? 'd' : 'i';
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{transport}{Version(hello)}{sni}{Math.Min(ciphers.Length, MaxCount):d2}{Math.Min(extensions.Length, MaxCount):d2}{Alpn(hello.FirstAlpn)}");
        return $"{head}_{HashOfCiphers(ciphers)}_{HashOfExtensions(extensions, Grease.Without(hello.SignatureAlgorithms))}";
    }

    private static string HashOfCiphers(ushort[] ciphers)
    {
        Array.Sort(ciphers);
        return ciphers.Length == 0 ? NoHash : Hash(Hex(ciphers));
    }

    private static string HashOfExtensions(ushort[] extensions, ushort[] signatureAlgorithms)
    {
        if (extensions.Length == 0)
        {
            return NoHash;
        }

        // Server name and ALPN are told in the head already, and depend on where the client goes.
        var sorted = Array.FindAll(extensions, e => e is not (ExtensionType.ServerName or ExtensionType.Alpn));
        Array.Sort(sorted);
        return Hash(signatureAlgorithms.Length == 0 ? Hex(sorted) : $"{Hex(sorted)}_{Hex(signatureAlgorithms)}");
    }

    private static string Version(ClientHello hello) => hello.OfferedVersions.DefaultIfEmpty().Max() switch
    {
        TlsVersions.Tls13 => "13",
        TlsVersions.Tls12 => "12",
        TlsVersions.Tls11 => "11",
        TlsVersions.Tls10 => "10",
        TlsVersions.Ssl3 => "s3",
        _ => "00",
    };

    /// <summary>First and last character of the first name; of names that do not begin and end with a letter or digit, first and last digit of their hexadecimal form.</summary>
    private static string Alpn(byte[] name)
    {
        if (name.Length == 0)
        {
            return "00";
        }

        if (char.IsAsciiLetterOrDigit((char)name[0]) && char.IsAsciiLetterOrDigit((char)name[^1]))
        {
            return $"{(char)name[0]}{(char)name[^1]}";
        }

        var hex = Convert.ToHexStringLower(name);
        return $"{hex[0]}{hex[^1]}";
    }

    private static string Hex(ushort[] numbers) => string.Join(',', Array.ConvertAll(numbers, n => n.ToString("x4", CultureInfo.InvariantCulture)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..HashChars];
}

using System.Buffers;
using System.Net;
using Soc.Enrichment.Ranges;
using Soc.Model.Events;

namespace Soc.Enrichment.Indicators;

/// <summary>Tells what a listed value is, and writes it in one way.</summary>
internal static class IndicatorValue
{
    /// <summary>Longest value kept, characters.</summary>
    public const int MaxLength = 2_048;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Kind and canonical value; a reason instead when it is nothing that can be listed.</summary>
    public static (string Kind, string Value, string? Refused) Of(ReadOnlySpan<char> raw)
    {
        var text = Refanged(raw.Trim().Trim('"'));
        if (text.Length is 0 or > MaxLength)
        {
            return ("", "", text.Length == 0 ? "is empty" : "is too long");
        }

        // A range of one address is the address, so that both find each other.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && IpRange.TryParse(text, out var range) && range.First != range.Last)
        {
            return OfRange(range);
        }

        if (IpText.Canonical(slash > 0 && IpRange.TryParse(text, out _) ? text.AsSpan(0, slash) : text) is { } ip)
        {
            return ("ip", ip, null);
        }

        text = text.ToLowerInvariant();
        if (text.Length is 32 or 64 && !text.AsSpan().ContainsAnyExcept(HexDigits))
        {
            return (text.Length == 64 ? "sha256" : "md5", text, null);
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ftp")
        {
            return ("url", text, null);
        }

        var name = text.TrimStart('*').Trim('.');
        return name.Length is > 3 and < 254 && name.Contains('.', StringComparison.Ordinal) && !char.IsAsciiDigit(name[^1]) && Uri.CheckHostName(name) == UriHostNameType.Dns
            ? ("domain", name, null)
            : ("", "", "is no address, range, domain, URL, SHA-256 or MD5");
    }

    private static (string Kind, string Value, string? Refused) OfRange(IpRange range)
    {
        if (range.IsTooBroad)
        {
            return ("", "", "is too broad to be listed");
        }

        var text = range.ToString();
        var first = IPAddress.Parse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)));
        return IpText.IsPrivate(first) ? ("", "", "is a private range: it would mark every inside address") : ("cidr", text, null);
    }

    // "hxxp://bad[.]example" is how reports keep a link from being followed.
    private static string Refanged(ReadOnlySpan<char> text)
    {
        var plain = text.ToString();
        if (plain.Contains("[.]", StringComparison.Ordinal) || plain.Contains("[:]", StringComparison.Ordinal))
        {
            plain = plain.Replace("[.]", ".", StringComparison.Ordinal).Replace("[:]", ":", StringComparison.Ordinal);
        }

        return plain.StartsWith("hxxp", StringComparison.OrdinalIgnoreCase) ? string.Concat("http", plain.AsSpan(4)) : plain;
    }
}

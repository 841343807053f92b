using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Soc.Capture.Protocols.Ntlm;

namespace Soc.Capture.Protocols.Http;

/// <summary>Headers of which something is kept; all others are only passed over. Continued lines (RFC 9112, 5.2) are passed over, too.</summary>
internal static class HttpHeaders
{
    /// <summary>Base64 of credentials that is decoded; Negotiate with a large ticket has more, but NTLM never.</summary>
    private const int MaxCredentialBytes = 8192;

    /// <summary>Headers that only proxies send, as Zeek's http.log lists them.</summary>
    private static readonly string[] ProxyHeaders =
        ["FORWARDED", "X-FORWARDED-FOR", "X-FORWARDED-FROM", "CLIENT-IP", "VIA", "XROXY-CONNECTION", "PROXY-CONNECTION"];

    public static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t')
        {
            name = value = default;
            return false;
        }

        name = line[..colon].TrimEnd(" \t"u8);
        value = line[(colon + 1)..].Trim(" \t"u8);
        return true;
    }

    public static bool Is(ReadOnlySpan<byte> name, string header) => name.Length == header.Length && Ascii.EqualsIgnoreCase(name, header);

    /// <summary>Of a request.</summary>
    public static void Keep(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HttpTransaction transaction)
    {
        if (Is(name, "host"))
        {
            transaction.Host = Text(value);
        }
        else if (Is(name, "referer"))
        {
            transaction.Referrer = Text(value);
        }
        else if (Is(name, "user-agent"))
        {
            transaction.UserAgent = Text(value);
        }
        else if (Is(name, "origin"))
        {
            transaction.Origin = Text(value);
        }
        else if (Is(name, "content-type"))
        {
            transaction.RequestContentType = Text(value);
        }
        else
        {
            KeepProxied(name, value, transaction);
        }
    }

    public static string Text(ReadOnlySpan<byte> value) => WireText.OfUtf8(value, HttpLimits.MaxValueChars);

    /// <returns>The user of Basic credentials (RFC 7617); null when they are not Basic.</returns>
    public static string? BasicUser(ReadOnlySpan<byte> value)
    {
        if (!TryScheme(value, "basic", out var encoded))
        {
            return null;
        }

        var rented = ArrayPool<byte>.Shared.Rent(MaxCredentialBytes);
        try
        {
            var plain = rented.AsSpan(0, Decode(encoded, rented));
            var colon = plain.IndexOf((byte)':');
            return Text(colon < 0 ? plain : plain[..colon]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Reads the NTLM message in a header of authentication: "NTLM …" (MS-NTHT) or "Negotiate …" (RFC 4559).</summary>
    private static void Ntlm(ReadOnlySpan<byte> value, ref NtlmDialogue? dialogue, long atNs)
    {
        if (!TryScheme(value, "ntlm", out var encoded) && !TryScheme(value, "negotiate", out encoded))
        {
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(MaxCredentialBytes);
        try
        {
            (dialogue ??= new NtlmDialogue()).Read(rented.AsSpan(0, Decode(encoded, rented)), atNs);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private static int Decode(ReadOnlySpan<byte> encoded, Span<byte> target)
    {
        encoded = encoded[..Math.Min(encoded.Length, MaxCredentialBytes / 4 * 4)];
        Base64.DecodeFromUtf8(encoded, target, out _, out var written);
        return written;
    }

    private static bool TryScheme(ReadOnlySpan<byte> value, string scheme, out ReadOnlySpan<byte> rest)
    {
        rest = [];
        if (value.Length <= scheme.Length || value[scheme.Length] != ' ' || !Ascii.EqualsIgnoreCase(value[..scheme.Length], scheme))
        {
            return false;
        }

        rest = value[scheme.Length..].Trim((byte)' ');
        return true;
    }

    private static void KeepProxied(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HttpTransaction transaction)
    {
        foreach (var header in ProxyHeaders)
        {
            if (Is(name, header))
            {
                var room = HttpLimits.MaxProxiedChars - transaction.Proxied.Length - header.Length - 6;
                if (room > 0 && ++transaction.ProxiedCount <= HttpLimits.MaxProxied)
                {
                    transaction.Proxied += $"{(transaction.Proxied.Length > 0 ? ", " : "")}{header} -> {WireText.OfUtf8(value, room)}";
                }

                return;
            }
        }
    }

    /// <summary>Takes one header line of a request or an answer.</summary>
    public static void Take(HttpSide state, bool isClient, ReadOnlySpan<byte> line, ref NtlmDialogue? ntlm, long atNs)
    {
        if (state.Current is not { } transaction || !TrySplit(line, out var name, out var value))
        {
            return;
        }

        if (Is(name, "content-length"))
        {
            state.SetContentLength(value);
        }
        else if (Is(name, "transfer-encoding"))
        {
            state.SetTransferEncoding(value);
        }
        else if (!isClient && Is(name, "content-type"))
        {
            transaction.ContentType = Text(value);
        }
        else if (!isClient && (Is(name, "www-authenticate") || Is(name, "proxy-authenticate")))
        {
            Ntlm(value, ref ntlm, atNs);
        }
        else if (isClient && (Is(name, "authorization") || Is(name, "proxy-authorization")))
        {
            transaction.UserName = BasicUser(value) ?? transaction.UserName;
            Ntlm(value, ref ntlm, atNs);
        }
        else if (isClient)
        {
            Keep(name, value, transaction);
        }
    }
}

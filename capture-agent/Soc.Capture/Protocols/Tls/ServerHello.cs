namespace Soc.Capture.Protocols.Tls;

/// <summary>What a server chose (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3).</summary>
internal sealed class ServerHello
{
    private const int RandomBytes = 32;
    private const int Places = 1_024;

    [ThreadStatic]
    private static Recent<ServerHello>? _recent;

    public ushort LegacyVersion { get; private init; }

    /// <summary>The version chosen, whichever field says so.</summary>
    public ushort Version { get; private set; }

    /// <summary>Asks the client to begin again: a server hello with a random of its own (RFC 8446 section 4.1.3).</summary>
    public bool IsRetryRequest { get; private init; }

    public ushort Cipher { get; private init; }

    public ushort[] Extensions { get; private set; } = [];

    public string? Alpn { get; private set; }

    /// <summary>The group of the key share, TLS 1.3 only.</summary>
    public ushort? Group { get; private set; }

    public bool AcceptsPreSharedKey { get; private set; }

    /// <summary>A list is longer than <see cref="ClientHello.MaxListItems"/>.</summary>
    public bool IsAbsurd { get; private set; }

    /// <summary>JA3S; null unless it is reduced, and of an absurd hello.</summary>
    public string? Ja3S { get; private set; }

    /// <summary>SHA-256 of "HelloRetryRequest".</summary>
    private static ReadOnlySpan<byte> RetryRandom =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    /// <param name="body">The message after its four bytes of type and length.</param>
    /// <returns>Null when it is not a server hello.</returns>
    public static ServerHello? Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var version = reader.U16();
        var random = reader.Take(RandomBytes);
        if (version >> 8 == 0x7F)
        {
            return ReadDraft(version, reader);
        }

        var session = reader.Take(reader.U8());
        var cipher = reader.U16();
        _ = reader.U8(); // compression
        if (reader.IsBroken || version >> 8 != 3 || session.Length > HelloSession.MaxBytes)
        {
            return null;
        }

        var hello = new ServerHello
        {
            LegacyVersion = version, Version = version, Cipher = cipher, IsRetryRequest = random.SequenceEqual(RetryRandom),
        };
        return hello.WithExtensions(reader);
    }

    /// <summary>As <see cref="Read"/>, with the fingerprint and without the lists; hellos that choose the same are the same object.</summary>
    public static ServerHello? ReadReduced(ReadOnlySpan<byte> body)
    {
        var key = new FingerprintKey(stackalloc byte[Recent<ServerHello>.MaxKeyBytes]);
        if (!TryAddTo(ref key, body))
        {
            return Read(body) is { } hello ? hello.Reduce() : null;
        }

        var known = (_recent ??= new(Places)).Find(key.Bytes);
        return known is not null ? known : Read(body) is { } read ? _recent.Keep(key.Bytes, read.Reduce()) : null;
    }

    private ServerHello Reduce()
    {
        Ja3S = Ja3.Of(this);
        Extensions = [];
        return this;
    }

    /// <summary>Adds all that <see cref="Read"/> looks at.</summary>
    /// <returns>False when it is broken, or a draft.</returns>
    private static bool TryAddTo(ref FingerprintKey key, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var version = reader.U16();
        var isRetry = reader.Take(RandomBytes).SequenceEqual(RetryRandom);
        reader.Skip(reader.U8());
        key.Add(version, reader.U16(), isRetry ? (ushort)1 : (ushort)0);
        _ = reader.U8(); // compression
        if (reader.Remaining == 0 || reader.IsBroken || version >> 8 != 3)
        {
            return !reader.IsBroken && version >> 8 == 3;
        }

        var extensions = new ByteReader(reader.Take(reader.U16()));
        while (extensions.Remaining > 0)
        {
            var type = extensions.U16();
            var data = extensions.Take(extensions.U16());
            key.Add(type);
            if (type is ExtensionType.Alpn or ExtensionType.SupportedVersions)
            {
                key.Add(data);
            }
            else if (type == ExtensionType.KeyShare)
            {
                // The group; the key is another one each time.
                key.Add(data[..Math.Min(data.Length, sizeof(ushort))]);
            }
        }

        return !reader.IsBroken && !extensions.IsBroken;
    }

    /// <summary>Drafts of TLS 1.3 before the 22nd had neither session nor compression here.</summary>
    private static ServerHello? ReadDraft(ushort version, ByteReader reader)
    {
        var hello = new ServerHello { LegacyVersion = version, Version = version, Cipher = reader.U16() };
        return reader.IsBroken ? null : hello.WithExtensions(reader);
    }

    private ServerHello? WithExtensions(ByteReader reader)
    {
        if (reader.Remaining == 0)
        {
            return this;
        }

        var extensions = new ByteReader(reader.Take(reader.U16()));
        return !reader.IsBroken && ReadExtensions(extensions) ? this : null;
    }

    private bool ReadExtensions(ByteReader reader)
    {
        var types = new List<ushort>(8);
        while (reader.Remaining > 0)
        {
            var type = reader.U16();
            var data = new ByteReader(reader.Take(reader.U16()));
            if (reader.IsBroken)
            {
                return false;
            }

            if (types.Count == ClientHello.MaxListItems)
            {
                IsAbsurd = true;
                break;
            }

            types.Add(type);
            ReadExtension(type, data);
        }

        Extensions = [.. types];
        return true;
    }

    private void ReadExtension(ushort type, ByteReader data)
    {
        switch (type)
        {
            case ExtensionType.Alpn:
                var names = new ByteReader(data.Take(data.U16()));
                var name = names.Take(names.U8());
                Alpn = names.IsBroken ? null : WireText.OfAscii(name, ClientHello.MaxAlpnChars);
                break;
            case ExtensionType.SupportedVersions when data.Remaining == 2:
                Version = data.U16();
                break;
            case ExtensionType.KeyShare when data.Remaining >= 2:
                Group = data.U16();
                break;
            case ExtensionType.PreSharedKey:
                AcceptsPreSharedKey = true;
                break;
        }
    }
}

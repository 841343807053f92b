namespace Soc.Capture.Protocols.Tls;

/// <summary>What a client offers (RFC 8446 section 4.1.2), as it stands on the wire: in order, GREASE included. TLS over TCP and QUIC read it alike.</summary>
internal sealed class ClientHello
{
    /// <summary>More ciphers, extensions or groups than anyone has are not kept; then there are no fingerprints.</summary>
    public const int MaxListItems = 512;

    /// <summary>A host name of DNS has no more (RFC 1035).</summary>
    public const int MaxServerNameChars = 255;

    public const int MaxAlpnNames = 16;

    /// <summary>The length field of a name has one byte (RFC 7301).</summary>
    public const int MaxAlpnChars = 255;

    private const int HostNameType = 0;
    private const int RandomBytes = 32;

    // Each server that is asked for by name is another one, some 300 bytes each.
    private const int Places = 16_384;

    [ThreadStatic]
    private static Recent<ClientHello>? _recent;

    public ushort LegacyVersion { get; private init; }

    public ushort[] Ciphers { get; private set; } = [];

    public ushort[] Extensions { get; private set; } = [];

    public ushort[] Groups { get; private set; } = [];

    public byte[] PointFormats { get; private set; } = [];

    public ushort[] SignatureAlgorithms { get; private set; } = [];

    /// <summary>Of the extension supported_versions; empty when it was not sent.</summary>
    public ushort[] SupportedVersions { get; private set; } = [];

    public string? ServerName { get; private set; }

    public List<string> Alpn { get; } = [];

    /// <summary>The first ALPN name as bytes: fingerprints need it as it is.</summary>
    public byte[] FirstAlpn { get; private set; } = [];

    public bool OffersEarlyData { get; private set; }

    /// <summary>A list is longer than <see cref="MaxListItems"/>.</summary>
    public bool IsAbsurd { get; private set; }

    /// <summary>JA3; null unless it is reduced, and of an absurd hello.</summary>
    public string? Ja3 { get; private set; }

    /// <summary>JA4; null unless it is reduced, and of an absurd hello.</summary>
    public string? Ja4 { get; private set; }

    /// <summary>The versions offered, GREASE left out; what the hello itself says, when the extension is missing.</summary>
    public ushort[] OfferedVersions => field ??= SupportedVersions.Length > 0 ? Grease.Without(SupportedVersions) : [LegacyVersion];

    /// <param name="body">The message after its four bytes of type and length.</param>
    /// <returns>Null when it is not a client hello.</returns>
    public static ClientHello? Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var version = reader.U16();
        reader.Skip(RandomBytes);
        var session = reader.Take(reader.U8());
        var ciphers = reader.Take(reader.U16());
        reader.Skip(reader.U8());
        if (reader.IsBroken || version >> 8 != 3 || session.Length > HelloSession.MaxBytes || ciphers.Length % 2 != 0)
        {
            return null;
        }

        var hello = new ClientHello { LegacyVersion = version, Ciphers = Numbers(ciphers, out var isCut), IsAbsurd = isCut };
        if (reader.Remaining == 0)
        {
            return hello; // SSL 3 and TLS 1.0 know hellos without extensions.
        }

        var extensions = new ByteReader(reader.Take(reader.U16()));
        return !reader.IsBroken && hello.ReadExtensions(extensions) ? hello : null;
    }

    /// <summary>
    /// As <see cref="Read"/>, with the fingerprints and without the lists: what waits for the end of a handshake is small. Hellos that offer the same are
    /// the same object, whatever their random, session and keys.
    /// </summary>
    /// <param name="transport">As JA4 has it.</param>
    public static ClientHello? ReadReduced(ReadOnlySpan<byte> body, char transport)
    {
        var key = new FingerprintKey(stackalloc byte[Recent<ClientHello>.MaxKeyBytes]);
        key.Add(transport);
        if (!TryAddTo(ref key, body))
        {
            return Read(body) is { } hello ? hello.Reduce(transport) : null;
        }

        var known = (_recent ??= new(Places)).Find(key.Bytes);
        return known is not null ? known : Read(body) is { } read ? _recent.Keep(key.Bytes, read.Reduce(transport)) : null;
    }

    private ClientHello Reduce(char transport)
    {
        (Ja3, Ja4) = (Tls.Ja3.Of(this), Tls.Ja4.Of(this, transport));
        _ = OfferedVersions;
        Ciphers = Extensions = Groups = SignatureAlgorithms = SupportedVersions = [];
        PointFormats = FirstAlpn = [];
        return this;
    }

    /// <summary>Adds all that <see cref="Read"/> looks at.</summary>
    /// <returns>False when it is broken.</returns>
    private static bool TryAddTo(ref FingerprintKey key, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        key.Add(reader.U16());
        reader.Skip(RandomBytes);
        reader.Skip(reader.U8());
        key.Add(reader.Take(reader.U16()));
        reader.Skip(reader.U8());
        if (reader.Remaining == 0 || reader.IsBroken)
        {
            return !reader.IsBroken;
        }

        var extensions = new ByteReader(reader.Take(reader.U16()));
        while (extensions.Remaining > 0)
        {
            var type = extensions.U16();
            var data = extensions.Take(extensions.U16());
            key.Add(type);
            if (type is ExtensionType.ServerName or ExtensionType.SupportedGroups or ExtensionType.PointFormats or ExtensionType.SignatureAlgorithms
                or ExtensionType.Alpn or ExtensionType.SupportedVersions)
            {
                key.Add(data);
            }
        }

        return !reader.IsBroken && !extensions.IsBroken;
    }

    private static ushort[] Numbers(ReadOnlySpan<byte> bytes, out bool isCut)
    {
        var reader = new ByteReader(bytes);
        var numbers = new ushort[Math.Min(bytes.Length / 2, MaxListItems)];
        isCut = numbers.Length < bytes.Length / 2;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.U16();
        }

        return numbers;
    }

    private bool ReadExtensions(ByteReader reader)
    {
        var types = new List<ushort>(24);
        while (reader.Remaining > 0)
        {
            var type = reader.U16();
            var data = reader.Take(reader.U16());
            if (reader.IsBroken)
            {
                return false;
            }

            if (types.Count == MaxListItems)
            {
                IsAbsurd = true;
                break;
            }

            types.Add(type);
            ReadExtension(type, new ByteReader(data));
        }

        Extensions = [.. types];
        return true;
    }

    private void ReadExtension(ushort type, ByteReader data)
    {
        switch (type)
        {
            case ExtensionType.ServerName:
                ReadServerName(new ByteReader(data.Take(data.U16())));
                break;
            case ExtensionType.SupportedGroups:
                Groups = List(data.Take(data.U16()));
                break;
            case ExtensionType.PointFormats:
                PointFormats = data.Take(data.U8()).ToArray();
                break;
            case ExtensionType.SignatureAlgorithms:
                SignatureAlgorithms = List(data.Take(data.U16()));
                break;
            case ExtensionType.Alpn:
                ReadAlpn(new ByteReader(data.Take(data.U16())));
                break;
            case ExtensionType.SupportedVersions:
                SupportedVersions = List(data.Take(data.U8()));
                break;
            case ExtensionType.EarlyData:
                OffersEarlyData = true;
                break;
        }
    }

    private ushort[] List(ReadOnlySpan<byte> bytes)
    {
        var numbers = Numbers(bytes, out var isCut);
        IsAbsurd |= isCut;
        return numbers;
    }

    /// <summary>The first host name of the list (RFC 6066 section 3); no other kind of name was ever defined.</summary>
    private void ReadServerName(ByteReader names)
    {
        while (names.Remaining > 0)
        {
            var type = names.U8();
            var name = names.Take(names.U16());
            if (type == HostNameType && !name.IsEmpty && ServerName is null)
            {
                ServerName = WireText.OfAscii(name, MaxServerNameChars);
                return;
            }
        }
    }

    private void ReadAlpn(ByteReader names)
    {
        while (names.Remaining > 0 && Alpn.Count < MaxAlpnNames)
        {
            var name = names.Take(names.U8());
            if (names.IsBroken)
            {
                return;
            }

            if (Alpn.Count == 0)
            {
                FirstAlpn = name.ToArray();
            }

            Alpn.Add(WireText.OfAscii(name, MaxAlpnChars));
        }
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Soc.Capture.Protocols.Tls;

/// <summary>Reads X.509 certificates (RFC 5280) from bytes that may lie.</summary>
internal static class CertificateReader
{
    public const int MaxDnsNames = 128;
    public const int MaxDnsNameChars = 255;

    /// <summary>RFC 5280 allows 20.</summary>
    public const int MaxSerialBytes = 32;

    private const int MaxExtensions = 64;

    // Some kilobyte each.
    private const int Places = 2_048;
    private const string SubjectAlternativeName = "2.5.29.17";
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);

    [ThreadStatic]
    private static Recent<TlsCertificate>? _recent;

    public static TlsCertificate Read(ReadOnlySpan<byte> der)
    {
        if ((_recent ??= new(Places)).Find(der) is { } known)
        {
            return known;
        }

        var own = der.ToArray();
        return _recent.Keep(own, Make(own));
    }

    private static TlsCertificate Make(byte[] der)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(der));
        try
        {
            return ReadFields(der, sha256);
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException or OverflowException)
        {
            return new TlsCertificate { Sha256 = sha256 };
        }
    }

    private static TlsCertificate ReadFields(byte[] der, string sha256)
    {
        // Others' certificates are often not quite DER; BER reads both.
        var body = new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(Version))
        {
            _ = body.ReadEncodedValue();
        }

        var serial = body.ReadIntegerBytes().Span;
        serial = serial.Length > 1 && serial[0] == 0 ? serial[1..] : serial;
        _ = body.ReadEncodedValue(); // signature algorithm
        var issuer = body.ReadEncodedValue();
        var validity = body.ReadSequence();
        var (notBefore, notAfter) = (ReadTime(validity), ReadTime(validity));
        var subject = body.ReadEncodedValue();
        _ = body.ReadEncodedValue(); // public key
        var dnsNames = ReadDnsNames(body, out var hasMore);
        return new TlsCertificate
        {
            Sha256 = sha256,
            IsReadable = true,
            Subject = DistinguishedName.Read(subject),
            Issuer = DistinguishedName.Read(issuer),
            Serial = Convert.ToHexString(serial[..Math.Min(serial.Length, MaxSerialBytes)]),
            NotBefore = notBefore,
            NotAfter = notAfter,
            DnsNames = dnsNames,
            HasMoreDnsNames = hasMore,
            IsSelfSigned = subject.Span.SequenceEqual(issuer.Span),
        };
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static List<string> ReadDnsNames(AsnReader body, out bool hasMore)
    {
        var names = new List<string>();
        hasMore = false;
        while (body.HasData && !body.PeekTag().HasSameClassAndValue(Extensions))
        {
            _ = body.ReadEncodedValue();
        }

        if (!body.HasData)
        {
            return names;
        }

        var extensions = body.ReadSequence(Extensions).ReadSequence();
        for (var i = 0; extensions.HasData && i < MaxExtensions; i++)
        {
            var extension = extensions.ReadSequence();
            if (extension.ReadObjectIdentifier() == SubjectAlternativeName)
            {
                if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                {
                    _ = extension.ReadBoolean();
                }

                hasMore |= !AddDnsNames(new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER).ReadSequence(), names);
            }
        }

        return names;
    }

    private static bool AddDnsNames(AsnReader general, List<string> names)
    {
        while (general.HasData)
        {
            if (!general.PeekTag().HasSameClassAndValue(DnsName))
            {
                _ = general.ReadEncodedValue();
                continue;
            }

            var name = general.ReadOctetString(DnsName);
            if (names.Count == MaxDnsNames)
            {
                return false;
            }

            names.Add(WireText.OfAscii(name, MaxDnsNameChars));
        }

        return true;
    }
}

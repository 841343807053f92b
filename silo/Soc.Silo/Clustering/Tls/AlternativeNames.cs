using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Silo.Clustering.Tls;

/// <summary>DNS and URI names of a certificate (RFC 5280, 4.2.1.6).</summary>
internal static class AlternativeNames
{
    private const string Extension = "2.5.29.17";
    private const int DnsTag = 2;
    private const int UriTag = 6;

    /// <exception cref="CryptographicException">They are not encoded as they should be.</exception>
    public static List<string> Of(X509Certificate2 certificate)
    {
        var names = new List<string>();
        foreach (var extension in certificate.Extensions.Where(e => string.Equals(e.Oid?.Value, Extension, StringComparison.Ordinal)))
        {
            Read(extension.RawData, names);
        }

        return names;
    }

    /// <summary>DNS names whatever their case, URIs to the letter. No wildcards: a node has a name.</summary>
    public static bool AreSame(string name, string allowed) =>
        string.Equals(name, allowed, allowed.Contains("://", StringComparison.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static void Read(byte[] encoded, List<string> names)
    {
        try
        {
            var all = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
            while (all.HasData)
            {
                var tag = all.PeekTag();
                if (tag.TagClass == TagClass.ContextSpecific && tag.TagValue is DnsTag or UriTag)
                {
                    names.Add(all.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                }
                else
                {
                    all.ReadEncodedValue();
                }
            }
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException(e.Message, e);
        }
    }
}

namespace Soc.Capture.Protocols.Kerberos;

/// <summary>What a ticket says in clear (RFC 4120, 5.3); who has it is encrypted.</summary>
/// <param name="EncryptionType">By number (RFC 3961); 0 when not said.</param>
public sealed record KerberosTicket(string Realm, string Service, int EncryptionType)
{
    /// <summary>How far into the bytes a request is looked for: SPNEGO before it has some tens of bytes.</summary>
    private const int MaxSearchBytes = 1024;

    /// <summary>Of the element that a request is: APPLICATION 14 (RFC 4120, 5.5.1).</summary>
    private const int ApRequest = 14;

    /// <summary>RFC 4121, 4.1: object identifier 1.2.840.113554.1.2.2, then the kind of token.</summary>
    private static ReadOnlySpan<byte> TokenStart => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02, 0x01, 0x00];

    public string Encryption => KerberosNames.Encryption(EncryptionType);

    /// <summary>Looks for a GSS-API token with a request to a service, bare or in SPNEGO, and reads its ticket.</summary>
    public static KerberosTicket? Find(ReadOnlySpan<byte> token)
    {
        var at = token[..Math.Min(token.Length, MaxSearchBytes)].IndexOf(TokenStart);
        if (at < 0)
        {
            return null;
        }

        var members = new DerReader(DerReader.Value(DerReader.Value(token[(at + TokenStart.Length)..], Der.Application(ApRequest)), Der.Sequence));
        while (members.TryNext(out var tag, out var value))
        {
            if (Der.MemberOf(tag) == 3)
            {
                return KerberosParts.Ticket(value);
            }
        }

        return null;
    }
}

namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Bounds of what is kept of Kerberos.</summary>
public static class KerberosLimits
{
    /// <summary>Characters of a principal, a realm, or a text of an error.</summary>
    public const int MaxNameChars = 512;

    /// <summary>Parts of a principal; two are usual.</summary>
    public const int MaxNameParts = 8;

    /// <summary>Encryption types that a client offers.</summary>
    public const int MaxEncryptionTypes = 32;

    /// <summary>Pre-authentication data of a request that is looked at.</summary>
    public const int MaxPreauthentications = 16;

    /// <summary>Requests of one flow that wait for answers.</summary>
    public const int MaxWaiting = 16;

    /// <summary>Bytes of a message over TCP that is read; a ticket with many groups has some ten thousand. Longer ones are passed over.</summary>
    public const int MaxMessageBytes = 65_000;

    /// <summary>Most bytes that a message over TCP may say it has.</summary>
    public const int MaxFrameBytes = 16 * 1024 * 1024;
}

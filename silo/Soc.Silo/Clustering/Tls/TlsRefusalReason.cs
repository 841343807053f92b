namespace Soc.Silo.Clustering.Tls;

/// <summary>Why a connection between nodes was not made.</summary>
public enum TlsRefusalReason
{
    /// <summary>The other end speaks something else.</summary>
    NoTls,

    /// <summary>It closed before it said anything: a probe of the port, as a rule.</summary>
    Closed,

    /// <summary>It showed no certificate.</summary>
    NoCertificate,

    /// <summary>Its certificate comes from no authority of ours.</summary>
    UnknownIssuer,

    /// <summary>Its certificate carries none of the allowed names.</summary>
    WrongName,

    /// <summary>Its certificate, or one above it, is past its time, or before it.</summary>
    OutOfDate,

    /// <summary>Its certificate is not for this use.</summary>
    WrongUsage,

    /// <summary>Its certificate is revoked.</summary>
    Revoked,

    /// <summary>Whether it is revoked could not be found out.</summary>
    RevocationUnknown,

    /// <summary>Its certificate is broken in another way.</summary>
    BadCertificate,

    /// <summary>The other end refused us.</summary>
    RefusedByPeer,

    /// <summary>The handshake failed otherwise: no common version or cipher, or the connection broke.</summary>
    HandshakeFailed,

    /// <summary>The handshake took too long.</summary>
    TimedOut,

    /// <summary>Our own certificate has expired.</summary>
    OwnCertificateExpired,
}

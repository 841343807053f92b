using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Silo.Clustering.Tls;

/// <summary>Judges the certificate of the other end: by its issuer, its time, its use and its alternative names, never by its subject.</summary>
internal static class PeerCertificate
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>Only the authorities of the identity, nothing of the system's, and nothing fetched from where a stranger's certificate says.</summary>
    public static X509ChainPolicy Policy(NodeIdentity identity, TlsDirection direction, X509RevocationMode revocation, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            DisableCertificateDownloads = true,
            RevocationMode = revocation,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            VerificationTime = now.UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(identity.Roots);
        policy.ExtraStore.AddRange(identity.Intermediates);

        // Binds only certificates that say what they are for.
        policy.ApplicationPolicy.Add(new Oid(direction == TlsDirection.Inbound ? ClientUse : ServerUse));
        return policy;
    }

    /// <param name="chain">Built by <see cref="Policy"/>.</param>
    /// <returns>Null when it is one of ours.</returns>
    public static TlsRefusal? Refuse(X509Certificate2? certificate, X509Chain? chain, IReadOnlyList<string> allowedNames)
    {
        if (certificate is null || chain is null)
        {
            return new TlsRefusal(TlsRefusalReason.NoCertificate, "it showed no certificate: give that node one of its own");
        }

        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        return status == X509ChainStatusFlags.NoError ? RefuseName(certificate, allowedNames) : RefuseChain(certificate, status);
    }

    private static TlsRefusal RefuseChain(X509Certificate2 certificate, X509ChainStatusFlags status)
    {
        // The issuer first: of a stranger's certificate nothing else is worth to be told.
        if (Has(status, X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid))
        {
            return new TlsRefusal(TlsRefusalReason.UnknownIssuer, $"its certificate was issued by '{Printable.Of(certificate.Issuer)}', which leads to no root in {ClusterTlsOptions.Section}:CaPath");
        }

        if (Has(status, X509ChainStatusFlags.NotTimeValid))
        {
            return new TlsRefusal(TlsRefusalReason.OutOfDate, $"its certificate, or one that issued it, is out of date (its own is valid from {certificate.NotBefore.ToUniversalTime():u} until {certificate.NotAfter.ToUniversalTime():u}): give that node a new one, or check the clocks");
        }

        if (Has(status, X509ChainStatusFlags.Revoked))
        {
            return new TlsRefusal(TlsRefusalReason.Revoked, "its certificate is revoked");
        }

        if (Has(status, X509ChainStatusFlags.NotValidForUsage))
        {
            return new TlsRefusal(TlsRefusalReason.WrongUsage, "its certificate is not for this use: nodes need both 'server authentication' and 'client authentication', or no extended key usage at all");
        }

        return Has(status, X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation)
            ? new TlsRefusal(TlsRefusalReason.RevocationUnknown, $"whether its certificate is revoked cannot be found out: make the list that it names reachable, or set {ClusterTlsOptions.Section}:RevocationMode to NoCheck")
            : new TlsRefusal(TlsRefusalReason.BadCertificate, $"its certificate is not valid ({status})");
    }

    private static TlsRefusal? RefuseName(X509Certificate2 certificate, IReadOnlyList<string> allowedNames)
    {
        try
        {
            var names = AlternativeNames.Of(certificate);
            return names.Any(n => allowedNames.Any(a => AlternativeNames.AreSame(n, a)))
                ? null
                : new TlsRefusal(TlsRefusalReason.WrongName, $"its certificate's alternative names ({Printable.Of(string.Join(", ", names))}) are none of {ClusterTlsOptions.Section}:AllowedNames");
        }
        catch (CryptographicException e)
        {
            return new TlsRefusal(TlsRefusalReason.BadCertificate, $"its certificate's alternative names cannot be read ({e.Message})");
        }
    }

    private static bool Has(X509ChainStatusFlags status, X509ChainStatusFlags any) => (status & any) != X509ChainStatusFlags.NoError;
}

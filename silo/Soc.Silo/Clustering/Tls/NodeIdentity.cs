using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Silo.Clustering.Tls;

/// <summary>What a node shows, and whom it believes. Made as a whole from one look at the files, never changed.</summary>
internal sealed class NodeIdentity
{
    private NodeIdentity(X509Certificate2 certificate, X509Certificate2Collection chain, X509Certificate2Collection authorities)
    {
        Certificate = certificate;
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        Roots = [.. authorities.Where(IsRoot)];
        Intermediates = [.. authorities.Where(a => !IsRoot(a))];
    }

    public X509Certificate2 Certificate { get; }

    public SslStreamCertificateContext Context { get; }

    public X509Certificate2Collection Roots { get; }

    public X509Certificate2Collection Intermediates { get; }

    public DateTimeOffset From => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset Until => new(Certificate.NotAfter.ToUniversalTime());

    /// <exception cref="UnusableIdentityException">The files make no pair, or one that cannot be used now; the message says why.</exception>
    public static NodeIdentity Of(IdentityFiles files, DateTimeOffset now)
    {
        var chain = Certificates(files.Certificate, files.CertificatePath);
        var authorities = Certificates(files.Authorities, files.AuthoritiesPath);
        if (!authorities.Any(IsRoot))
        {
            throw new UnusableIdentityException($"{files.AuthoritiesPath} has no root, only certificates that others issued: add the root that they lead to.");
        }

        var identity = new NodeIdentity(Pair(files), [.. chain.Skip(1)], authorities);
        if (now > identity.Until)
        {
            throw new UnusableIdentityException($"the certificate in {files.CertificatePath} expired at {identity.Until:u}: put a new pair there.");
        }

        return now < identity.From
            ? throw new UnusableIdentityException($"the certificate in {files.CertificatePath} is valid from {identity.From:u} on only: check the clock, or put another pair there.")
            : identity;
    }

    private static X509Certificate2 Pair(IdentityFiles files)
    {
        Whole(files.Key, files.KeyPath);
        if (files.Key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new UnusableIdentityException($"the key in {files.KeyPath} is encrypted: store it without a password, readable by this service alone.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(files.Certificate, files.Key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UnusableIdentityException($"the key in {files.KeyPath} is not that of the certificate in {files.CertificatePath} ({e.Message}): put both of one pair there.", e);
        }
    }

    private static X509Certificate2Collection Certificates(string pem, string path)
    {
        Whole(pem, path);
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates.Count > 0
                ? certificates
                : throw new UnusableIdentityException($"{path} holds no certificate: write it in PEM, beginning with '-----BEGIN CERTIFICATE-----'.");
        }
        catch (CryptographicException e)
        {
            throw new UnusableIdentityException($"{path} holds something that is no certificate ({e.Message}): write it anew, in PEM.", e);
        }
    }

    // What is cut off in the middle would be passed over in silence, and with it an intermediate certificate.
    private static void Whole(string pem, string path)
    {
        const string begin = "-----BEGIN ", end = "-----END ", edge = "-----";
        var last = pem.LastIndexOf(end, StringComparison.Ordinal);
        var closed = last < 0 ? -1 : pem.IndexOf(edge, last + end.Length, StringComparison.Ordinal);
        var isCut = Count(pem, begin) != Count(pem, end) || (last >= 0 && (closed < 0 || pem[(closed + edge.Length)..].Contains("\n-", StringComparison.Ordinal)));
        if (isCut)
        {
            throw new UnusableIdentityException($"{path} is cut off: write it whole.");
        }
    }

    private static int Count(string text, string part) => text.AsSpan().Count(part);

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}

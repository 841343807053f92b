using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>An authority of the test's own, that issues whatever a test wants.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly string _chain;
    private readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow().AddYears(-1);
    private readonly DateTimeOffset _until = TimeProvider.System.GetUtcNow().AddYears(9);

    public TestAuthority(string name = "CN=cluster authority")
    {
        using var made = Request(name, _key).CreateSelfSigned(_from, _until);
        _certificate = X509CertificateLoader.LoadCertificate(made.RawData);
        (_chain, Pem) = ("", made.ExportCertificatePem() + "\n");
    }

    private TestAuthority(TestAuthority parent, string name)
    {
        // Not one moment longer than what issued it.
        (_from, _until) = (parent._from, parent._until);
        using var made = Request(name, _key).Create(parent._certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(parent._key), parent._from, parent._until, Serial());
        _certificate = X509CertificateLoader.LoadCertificate(made.RawData);
        Pem = made.ExportCertificatePem() + "\n";
        _chain = Pem;
    }

    /// <summary>Its own certificate.</summary>
    public string Pem { get; }

    public TestAuthority Intermediate() => new(this, "CN=second cluster authority");

    /// <param name="names">Alternative names, DNS or URI; none gives no such extension.</param>
    /// <param name="uses">Extended key usages; none gives no such extension.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="from">Begin of its time, from now.</param>
    /// <param name="until">End of its time, from now.</param>
    public TestPair Issue(string[] names, string[]? uses = null, string subject = "CN=node", TimeSpan? from = null, TimeSpan? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
            {
                if (name.Contains("://", StringComparison.Ordinal))
                {
                    alternatives.AddUri(new Uri(name));
                }
                else
                {
                    alternatives.AddDnsName(name);
                }
            }

            request.CertificateExtensions.Add(alternatives.Build());
        }

        if (uses is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(u => new Oid(u))], critical: false));
        }

        var now = TimeProvider.System.GetUtcNow();
        using var made = request.Create(
            _certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_key),
            now + (from ?? TimeSpan.FromDays(-1)),
            now + (until ?? TimeSpan.FromDays(30)),
            Serial());
        return new TestPair(made.ExportCertificatePem() + "\n" + _chain, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        return serial;
    }
}

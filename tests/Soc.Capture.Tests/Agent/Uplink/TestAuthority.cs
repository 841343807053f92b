using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Capture.Tests.Agent.Uplink;

/// <summary>Signs what the test wants to be valid, whenever that is.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _serial;

    public TestAuthority(DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = request.CreateSelfSigned(from, to);
    }

    public X509Certificate2 Certificate { get; }

    public X509Certificate2 Server(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Signed(new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256), ServerAuthentication, from, to);
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
    }

    public byte[] Sensor(ECDsa key, DateTimeOffset from, DateTimeOffset to)
    {
        using var signed = Signed(new CertificateRequest("CN=s1", key, HashAlgorithmName.SHA256), ClientAuthentication, from, to);
        return signed.RawData;
    }

    public byte[] Sensor(byte[] asked, DateTimeOffset from, DateTimeOffset to)
    {
        var request = CertificateRequest.LoadSigningRequest(asked, HashAlgorithmName.SHA256);
        using var signed = Signed(new CertificateRequest(new X500DistinguishedName("CN=s1"), request.PublicKey, HashAlgorithmName.SHA256), ClientAuthentication, from, to);
        return signed.RawData;
    }

    /// <summary>As the authority signs configurations and commands.</summary>
    public byte[] Sign(string kind, byte[] document) => _key.SignData([.. System.Text.Encoding.ASCII.GetBytes(kind + "\n"), .. document], HashAlgorithmName.SHA256);

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Signed(CertificateRequest request, string purpose, DateTimeOffset from, DateTimeOffset to)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), from, to, [1, (byte)++_serial]);
    }
}

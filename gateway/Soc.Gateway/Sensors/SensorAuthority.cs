using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Soc.Gateway.Sensors;

/// <summary>
/// Signs sensors' certificates, this gateway's own, and what sensors are told to do. Its key is made at the first start and kept beside its
/// certificate; whoever has it can be any sensor and command all of them.
/// </summary>
internal sealed class SensorAuthority : IDisposable
{
    // RFC 5280, 4.2.1.12.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string FileName = "authority.pem";
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>By so much a sensor's clock may be behind, and it still believes a gateway that was just set up.</summary>
    private static readonly TimeSpan SensorClockTolerance = TimeSpan.FromDays(1);
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(90);

    private readonly TimeProvider _time;
    private readonly string[] _names;
    private readonly X509Certificate2 _certificate;
    private readonly ECDsa _key;
    private readonly Lock _renewing = new();
    private X509Certificate2? _server;

    private SensorAuthority(X509Certificate2 certificate, string[] names, TimeProvider time)
    {
        (_certificate, _names, _time) = (certificate, names, time);
        _key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The authority's key is not one of elliptic curves: remove the file, so that another is made, and enrol the sensors anew.");
    }

    /// <summary>Its certificate, DER.</summary>
    public byte[] Certificate => _certificate.RawData;

    /// <summary>What an enrolment token says of it: SHA-256 of the certificate.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_certificate.RawData));

    /// <exception cref="InvalidOperationException">The file cannot be used or written; the message says what to do.</exception>
    public static SensorAuthority Open(string directory, IReadOnlyList<string> names, TimeProvider time)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            if (!File.Exists(path))
            {
                Make(path, time.GetUtcNow());
            }

            var pem = File.ReadAllText(path);
            string[] all = [.. names, Dns.GetHostName(), "localhost", "127.0.0.1", "::1"];
            return new SensorAuthority(X509Certificate2.CreateFromPem(pem, pem), all, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidOperationException($"{path} cannot be used ({e.Message.TrimEnd('.')}): correct it or its permissions, or set {SensorOptions.Section}:IsEnabled to false.", e);
        }
    }

    /// <summary>This gateway's certificate; another one is made before it expires.</summary>
    public X509Certificate2 Server()
    {
        lock (_renewing)
        {
            var now = _time.GetUtcNow();
            if (_server is null || now > new DateTimeOffset(_server.NotAfter.ToUniversalTime()) - (ServerLife / 3))
            {
                // The one before may be in use by a handshake; the runtime ends it.
                _server = MakeServer(now);
            }

            return _server;
        }
    }

    /// <summary>Signs a sensor's certificate. Of its request only the key counts.</summary>
    /// <returns>DER.</returns>
    /// <exception cref="CryptographicException">It is no request, or not signed by its own key.</exception>
    public byte[] Sign(byte[] request, string sensorId, TimeSpan life)
    {
        var asked = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256);
        var own = new CertificateRequest(new X500DistinguishedName($"CN={sensorId}"), asked.PublicKey, HashAlgorithmName.SHA256);
        Restrict(own, ClientAuthentication);
        var now = _time.GetUtcNow();
        using var signed = own.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), now - ClockTolerance, now + life, RandomNumberGenerator.GetBytes(16));
        return signed.RawData;
    }

    /// <summary>Id of the sensor whose certificate this is; null for one that is not of this authority, not a sensor's, or not valid now.</summary>
    public string? SensorOf(X509Certificate2? shown)
    {
        if (shown is null)
        {
            return null;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return chain.Build(shown) ? shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false) : null;
    }

    /// <summary>Signs what sensors are told: "kind", a line feed and the document.</summary>
    public byte[] Sign(string kind, byte[] document) => _key.SignData([.. Encoding.ASCII.GetBytes(kind + "\n"), .. document], HashAlgorithmName.SHA256);

    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
        _server?.Dispose();
    }

    private static void Make(string path, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Soc.Actors sensors", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - SensorClockTolerance, now.AddYears(10));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var beside = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(beside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Of several gateways that start at once, the first one's stands.
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }

    private static void Restrict(CertificateRequest request, string purpose)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
    }

    private X509Certificate2 MakeServer(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        Restrict(request, ServerAuthentication);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in _names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(name, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), now - SensorClockTolerance, now + ServerLife, RandomNumberGenerator.GetBytes(16));
        using var whole = signed.CopyWithPrivateKey(key);

        // Through PKCS #12, since some platforms cannot use a key that only lives in memory.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
    }
}

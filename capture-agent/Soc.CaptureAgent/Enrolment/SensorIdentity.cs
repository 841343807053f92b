using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Soc.CaptureAgent.Spool;

namespace Soc.CaptureAgent.Enrolment;

/// <summary>Who this sensor is: its key and certificate, whom it believes, and where the gateway is. Kept in the state directory.</summary>
internal sealed class SensorIdentity : IDisposable
{
    private const string FileName = "identity.json";

    // RFC 5280, 4.2.1.12.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly StoredIdentity _stored;

    private SensorIdentity(StoredIdentity stored)
    {
        _stored = stored;
        Authority = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(stored.Authority));
        using var bare = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(stored.Certificate));
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(stored.Key), out _);
        Certificate = bare.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Whoever it signed is the gateway, and says what to do.</summary>
    public X509Certificate2 Authority { get; }

    public Uri Gateway => new(_stored.Gateway);

    public string SensorId => _stored.SensorId;

    public string Client => _stored.Client;

    /// <summary>When the next certificate is asked for: at two thirds of this one's life.</summary>
    public DateTimeOffset RenewAt
    {
        get
        {
            var from = new DateTimeOffset(Certificate.NotBefore.ToUniversalTime());
            return from + ((new DateTimeOffset(Certificate.NotAfter.ToUniversalTime()) - from) * 2 / 3);
        }
    }

    public static bool Exists(string stateDirectory) => File.Exists(Path.Combine(stateDirectory, FileName));

    /// <exception cref="InvalidOperationException">There is none, or it is damaged; the message says what to do.</exception>
    public static SensorIdentity Load(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, FileName);
        try
        {
            return new SensorIdentity(JsonSerializer.Deserialize<StoredIdentity>(File.ReadAllBytes(path)) ?? throw new JsonException("it is empty"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidOperationException($"This sensor is not enrolled ({path} is not there): soc-capture enrol --gateway https://HOST:8090 --token TOKEN", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or CryptographicException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{path} cannot be used ({e.Message.TrimEnd('.')}): enrol this sensor anew with a new token.", e);
        }
    }

    public static void Save(string stateDirectory, StoredIdentity identity)
    {
        Directory.CreateDirectory(stateDirectory);
        DurableFile.Write(Path.Combine(stateDirectory, FileName), JsonSerializer.SerializeToUtf8Bytes(identity), isSecret: true);
    }

    /// <summary>Takes the next certificate over.</summary>
    public StoredIdentity With(ECDsa key, byte[] certificate, byte[] authority) => _stored with
    {
        Key = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
        Certificate = Convert.ToBase64String(certificate),
        Authority = Convert.ToBase64String(authority),
    };

    /// <summary>The certificate is a server's, and leads to the authority. Names do not count: the authority signs gateways and sensors only, and tells them apart.</summary>
    public static bool IsGateway(X509Certificate2? shown, X509Certificate2 authority, DateTimeOffset now) => WhyNotGateway(shown, authority, now) is null;

    /// <returns>Null for the gateway; else why it is not believed, and what to do.</returns>
    public static string? WhyNotGateway(X509Certificate2? shown, X509Certificate2 authority, DateTimeOffset now)
    {
        if (shown is null)
        {
            return "the gateway shows no certificate: is it the gateway's port of sensors?";
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        if (chain.Build(shown))
        {
            return null;
        }

        return chain.ChainStatus.All(s => s.Status == X509ChainStatusFlags.NotTimeValid)
            ? FormattableString.Invariant(
                $"the gateway's certificate is valid from {shown.NotBefore.ToUniversalTime():u} to {shown.NotAfter.ToUniversalTime():u}, and it is {now.UtcDateTime:u} by this machine's clock: correct the clock that is wrong, here or there")
            : "who answers is not the gateway that this sensor was enrolled at: somebody stands between, or the gateway has another authority now (then enrol this sensor anew)";
    }

    /// <summary>A document is the authority's: "kind", a line feed and the document are signed.</summary>
    public bool IsSigned(string kind, ReadOnlySpan<byte> document, ReadOnlySpan<byte> signature)
    {
        using var key = Authority.GetECDsaPublicKey();
        return key is not null && key.VerifyData([.. System.Text.Encoding.ASCII.GetBytes(kind + "\n"), .. document], signature, HashAlgorithmName.SHA256);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        Authority.Dispose();
    }
}

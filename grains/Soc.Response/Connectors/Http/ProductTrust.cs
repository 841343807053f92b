using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Response.Connectors.Http;

/// <summary>Whom a connector trusts. There is no way to trust everybody.</summary>
internal static class ProductTrust
{
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <exception cref="ConnectorSettingsException">The authority or the fingerprint cannot be read.</exception>
    public static void Set(string connector, HttpMessageHandler handler, ProductOptions options)
    {
        if (handler is not SocketsHttpHandler sockets)
        {
            if (options.CaFile is not null || options.CertificateSha256 is not null)
            {
                throw new ConnectorSettingsException($"{connector}: 'caFile' and 'certificateSha256' need a handler of connections of its own.");
            }

            return;
        }

        // A redirect would carry the credential to somebody else, and a new address of the product must be noticed.
        sockets.AllowAutoRedirect = false;
        sockets.UseCookies = false;
        sockets.PooledConnectionLifetime = ConnectionLife;
        if (options.CertificateSha256 is { } pin)
        {
            var expected = Fingerprint(connector, pin);
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.GetRawCertData()), expected);
        }
        else if (options.CaFile is { } file)
        {
            sockets.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            sockets.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities(connector, file));
        }
    }

    private static byte[] Fingerprint(string connector, string pin)
    {
        try
        {
            var bytes = Convert.FromHexString(pin.Replace(":", "", StringComparison.Ordinal));
            return bytes.Length == SHA256.HashSizeInBytes ? bytes : throw new FormatException();
        }
        catch (FormatException e)
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'certificateSha256' must be 64 hexadecimal digits.", e);
        }
    }

    private static X509Certificate2Collection Authorities(string connector, string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'caFile' names no file with a certificate in PEM.", e);
        }
    }
}

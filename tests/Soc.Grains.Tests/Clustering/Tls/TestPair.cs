using System.Security.Cryptography.X509Certificates;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>A certificate with its chain, and its key, both in PEM.</summary>
internal sealed record TestPair(string Certificate, string Key)
{
    public string Serial
    {
        get
        {
            using var certificate = X509Certificate2.CreateFromPem(Certificate);
            return certificate.SerialNumber;
        }
    }

    /// <summary>For a peer that the test itself is.</summary>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Certificate, Key);
}

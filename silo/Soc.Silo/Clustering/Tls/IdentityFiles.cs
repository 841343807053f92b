using System.Security.Cryptography;
using System.Text;

namespace Soc.Silo.Clustering.Tls;

/// <summary>The three files as they were at one look.</summary>
/// <param name="Hash">Of all three together.</param>
internal sealed record IdentityFiles(string CertificatePath, string Certificate, string KeyPath, string Key, string AuthoritiesPath, string Authorities, string Hash)
{
    /// <summary>Largest file, bytes.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <exception cref="UnusableIdentityException">One cannot be read.</exception>
    public static IdentityFiles Read(ClusterTlsOptions options)
    {
        var (certificate, key, authorities) = (Read(options.CertificatePath), Read(options.KeyPath), Read(options.CaPath));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in (byte[][])[certificate, key, authorities])
        {
            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
        }

        return new IdentityFiles(
            options.CertificatePath, Encoding.UTF8.GetString(certificate),
            options.KeyPath, Encoding.UTF8.GetString(key),
            options.CaPath, Encoding.UTF8.GetString(authorities),
            Convert.ToHexString(hash.GetHashAndReset()));
    }

    private static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes)
            {
                throw new UnusableIdentityException($"{path} has {file.Length} bytes: it should hold certificates or a key, not more than {MaxBytes} bytes.");
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UnusableIdentityException($"{path} cannot be read ({e.Message}): put it there, readable by this service.", e);
        }
    }
}

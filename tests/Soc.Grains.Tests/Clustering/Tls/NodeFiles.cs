using Soc.Silo.Clustering.Tls;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>The files of one node, gone after the test.</summary>
internal sealed class NodeFiles : IDisposable
{
    public const string Name = "silo.soc.svc";

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-tls-").FullName;

    public NodeFiles(TestPair pair, string authorities)
    {
        Write(pair);
        File.WriteAllText(Options.CaPath, authorities);
    }

    public ClusterTlsOptions Options => new()
    {
        CertificatePath = Path.Combine(_folder, "tls.crt"),
        KeyPath = Path.Combine(_folder, "tls.key"),
        CaPath = Path.Combine(_folder, "ca.crt"),
        AllowedNames = [Name, "spiffe://soc/silo"],
        CheckSeconds = 1,
    };

    public void Write(TestPair pair)
    {
        File.WriteAllText(Options.CertificatePath, pair.Certificate);
        File.WriteAllText(Options.KeyPath, pair.Key);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

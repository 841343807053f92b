using System.Globalization;
using Soc.Grains.Tests.Clustering.Tls;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Certificates of a cluster's nodes, and their change from one authority to another while it runs.</summary>
internal sealed class NodeTls(string folder) : IDisposable
{
    private const string Name = "silo.soc.svc";
    private const int CheckSeconds = 1;

    private readonly TestAuthority _first = new("CN=first authority");
    private readonly TestAuthority _second = new("CN=second authority");
    private readonly List<string> _nodes = [];

    /// <summary>Longer than a node needs to see new files.</summary>
    public static TimeSpan SeenAfter { get; } = TimeSpan.FromSeconds(3 * CheckSeconds);

    /// <summary>Files of one more node.</summary>
    /// <returns>Settings that name them.</returns>
    public IEnumerable<KeyValuePair<string, string>> Give()
    {
        var node = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tls-{_nodes.Count}"));
        Directory.CreateDirectory(node);
        _nodes.Add(node);
        Write(node, _first);
        Trust(node, _first.Pem);
        return
        [
            new("Soc__Cluster__Tls__CertificatePath", CertificateOf(node)),
            new("Soc__Cluster__Tls__KeyPath", KeyOf(node)),
            new("Soc__Cluster__Tls__CaPath", AuthoritiesOf(node)),
            new("Soc__Cluster__Tls__AllowedNames__0", Name),
            new("Soc__Cluster__Tls__CheckSeconds", CheckSeconds.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Both authorities are trusted, then all get certificates of the second, then the first is not trusted any more.</summary>
    public async Task ChangeAuthorityAsync(CancellationToken cancellationToken)
    {
        _nodes.ForEach(n => Trust(n, _first.Pem + _second.Pem));
        await Task.Delay(SeenAfter, TimeProvider.System, cancellationToken);
        _nodes.ForEach(n => Write(n, _second));
        await Task.Delay(SeenAfter, TimeProvider.System, cancellationToken);
        _nodes.ForEach(n => Trust(n, _second.Pem));
        await Task.Delay(SeenAfter, TimeProvider.System, cancellationToken);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static void Write(string node, TestAuthority authority)
    {
        var pair = authority.Issue([Name]);
        File.WriteAllText(CertificateOf(node), pair.Certificate);
        File.WriteAllText(KeyOf(node), pair.Key);
    }

    private static void Trust(string node, string authorities) => File.WriteAllText(AuthoritiesOf(node), authorities);

    private static string CertificateOf(string node) => Path.Combine(node, "tls.crt");

    private static string KeyOf(string node) => Path.Combine(node, "tls.key");

    private static string AuthoritiesOf(string node) => Path.Combine(node, "ca.crt");
}

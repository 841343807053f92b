using System.Security.Cryptography.X509Certificates;

namespace Soc.Silo.Clustering.Tls;

/// <summary>Configuration section "Soc:Cluster:Tls". Without a path, nodes talk in the clear.</summary>
public sealed record ClusterTlsOptions
{
    public const string Section = "Soc:Cluster:Tls";

    /// <summary>This node's certificate in PEM, followed by the intermediate ones that issued it, if any.</summary>
    public string CertificatePath { get; init; } = "";

    /// <summary>The certificate's private key in PEM, not encrypted.</summary>
    public string KeyPath { get; init; } = "";

    /// <summary>Authorities that nodes' certificates come from, in PEM; at least one root. The system's own are never asked.</summary>
    public string CaPath { get; init; } = "";

    /// <summary>Alternative names (DNS or URI) of which the other end's certificate must carry one, as written there.</summary>
    public IReadOnlyList<string> AllowedNames { get; init; } = [];

    /// <summary>Whether revoked certificates are looked for: NoCheck; Online fetches the lists that the certificate names; Offline uses what is cached.</summary>
    public X509RevocationMode RevocationMode { get; init; } = X509RevocationMode.NoCheck;

    /// <summary>Time between looks at the files, seconds; 1 to 3600.</summary>
    public int CheckSeconds { get; init; } = 5;

    /// <summary>Anything of it is set.</summary>
    public bool IsConfigured => CertificatePath.Length > 0 || KeyPath.Length > 0 || CaPath.Length > 0 || AllowedNames.Count > 0;

    /// <exception cref="InvalidOperationException">It makes no sense; the message says what to change.</exception>
    internal void Check()
    {
        Require(CertificatePath, nameof(CertificatePath), "the file of this node's certificate in PEM");
        Require(KeyPath, nameof(KeyPath), "the file of its private key in PEM");
        Require(CaPath, nameof(CaPath), "the file of the authorities that nodes' certificates come from, in PEM");
        if (AllowedNames.Count == 0 || AllowedNames.Any(string.IsNullOrWhiteSpace))
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(AllowedNames)} is missing or has an empty name: name the DNS or URI alternative names that nodes' certificates carry, one an entry. Otherwise whatever the authority ever issued would be a node.");
        }

        if (CheckSeconds is < 1 or > 3600)
        {
            throw new InvalidOperationException($"{Section}:{nameof(CheckSeconds)} is {CheckSeconds}: use 1 to 3600.");
        }
    }

    private static void Require(string path, string name, string what)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InvalidOperationException($"{Section}:{name} is missing: name {what}, or leave out all of {Section}.");
        }
    }
}

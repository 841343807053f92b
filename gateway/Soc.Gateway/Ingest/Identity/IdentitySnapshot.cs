namespace Soc.Gateway.Ingest.Identity;

/// <summary>The whole directory as it is written to disk.</summary>
/// <param name="Format">Version of this format; another one is not read.</param>
/// <param name="Clients">Ordered by client.</param>
internal sealed record IdentitySnapshot(int Format, ClientIdentitySnapshot[] Clients)
{
    public const int CurrentFormat = 1;
}

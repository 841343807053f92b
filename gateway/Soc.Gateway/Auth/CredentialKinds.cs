namespace Soc.Gateway.Auth;

/// <summary>The two kinds of credential, as they are stored and as the API names them.</summary>
public static class CredentialKinds
{
    /// <summary>A token that shippers post events with; belongs to exactly one client.</summary>
    public const string Hec = "hec";

    /// <summary>A key for the API; of one client, or of all ("*").</summary>
    public const string Api = "api";

    /// <summary>The client of an administrator's key.</summary>
    public const string AllClients = "*";

    public static bool IsKnown(string? kind) => kind is Hec or Api;
}

namespace Soc.Gateway.Auth;

/// <summary>What a credential may do.</summary>
public static class CredentialScopes
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Verdict = "verdict";

    /// <summary>To say what may be done to a client's users, devices and network; beside <see cref="Write"/>, which a policy needs.</summary>
    public const string Respond = "respond";

    public const string Admin = "admin";
    public const string Ingest = "ingest";

    /// <summary>All of them, in the order of growing trust.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Ingest, Verdict, Write, Respond, Admin];

    public static bool IsKnown(string scope) => All.Contains(scope, StringComparer.Ordinal);
}

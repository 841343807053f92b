namespace Soc.Gateway.Auth;

/// <summary>What a credential may do.</summary>
public static class CredentialScopes
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Verdict = "verdict";
    public const string Admin = "admin";
    public const string Ingest = "ingest";

    /// <summary>Take the feeds that firewalls poll.</summary>
    public const string Feed = "feed";

    /// <summary>All of them, in the order of growing trust.</summary>
    public static readonly IReadOnlyList<string> All = [Feed, Read, Ingest, Verdict, Write, Admin];

    public static bool IsKnown(string scope) => All.Contains(scope, StringComparer.Ordinal);
}

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Who did it, or what it was done to, in an audit record.</summary>
internal struct EntraPrincipal
{
    public string? Id;
    public string? DisplayName;
    public string? UserPrincipalName;
    public string? Address;
    public string? Type;
    public string? GroupName;
    public bool IsApp;
    public bool TouchesStrongAuthentication;
    public bool RemovesStrongAuthentication;

    public readonly bool IsEmpty => Id is null && DisplayName is null && UserPrincipalName is null;
}

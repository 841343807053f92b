namespace Soc.Gateway.Auth;

/// <summary>What came of a credential that somebody presented.</summary>
public enum AuthenticationStatus
{
    /// <summary>No such secret, or of another kind.</summary>
    Unknown = 0,
    Ok = 1,
    Disabled = 2,
    Expired = 3,
}

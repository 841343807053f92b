namespace Soc.Model.Response;

/// <summary>What may be done against a threat. The names on the wire are those of <see cref="ContainmentActions"/>.</summary>
public enum ContainmentAction
{
    Unknown = 0,
    /// <summary>Connections of a device, or one connection, are broken off by TCP resets.</summary>
    ResetConnection = 1,
    /// <summary>An address is refused by the client's firewalls.</summary>
    BlockAddress = 2,
    /// <summary>A domain is not resolved any more.</summary>
    BlockDomain = 3,
    /// <summary>A user must sign in again everywhere. Cannot be undone, and need not be.</summary>
    RevokeSessions = 4,
    /// <summary>A user's account is locked.</summary>
    DisableUser = 5,
    /// <summary>A user is told to the identity provider as compromised.</summary>
    MarkCompromised = 6,
    /// <summary>A device is cut off from the network, but for its own security software.</summary>
    IsolateDevice = 7,
    /// <summary>A change of the client's firewall policy that was agreed beforehand.</summary>
    FirewallPolicy = 8,
}

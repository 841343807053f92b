namespace Soc.Capture.Protocols.Kerberos;

/// <summary>What is asked for.</summary>
public enum KerberosRequestType
{
    /// <summary>An error was seen without its request.</summary>
    Unknown,

    /// <summary>A first ticket, with the client's own key.</summary>
    AuthenticationService,

    /// <summary>A ticket for a service, with an earlier ticket.</summary>
    TicketGranting,
}

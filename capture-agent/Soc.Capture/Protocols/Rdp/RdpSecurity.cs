namespace Soc.Capture.Protocols.Rdp;

/// <summary>How an RDP connection is protected (MS-RDPBCGR sections 2.2.1.1.1 and 2.2.1.2.1).</summary>
[Flags]
public enum RdpSecurity
{
    /// <summary>RDP's own encryption.</summary>
    None = 0,

    Tls = 1,

    /// <summary>CredSSP within TLS: network level authentication.</summary>
    Hybrid = 2,

    /// <summary>RDSTLS: after a redirection.</summary>
    RdsTls = 4,

    /// <summary>CredSSP, and the server says early whether the user may.</summary>
    HybridEx = 8,

    /// <summary>With Entra ID.</summary>
    EntraId = 16,
}

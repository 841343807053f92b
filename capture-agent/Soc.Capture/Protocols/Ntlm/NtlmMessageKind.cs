namespace Soc.Capture.Protocols.Ntlm;

/// <summary>What was found in bytes that may hold an NTLMSSP message (MS-NLMP 2.2.1).</summary>
public enum NtlmMessageKind
{
    /// <summary>No message, or one too short to be read.</summary>
    None,

    /// <summary>The client begins.</summary>
    Negotiate,

    /// <summary>The server names itself.</summary>
    Challenge,

    /// <summary>The client names its user and proves it.</summary>
    Authenticate,
}

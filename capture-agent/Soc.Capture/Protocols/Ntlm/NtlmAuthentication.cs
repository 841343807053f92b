namespace Soc.Capture.Protocols.Ntlm;

/// <summary>One NTLM authentication, or as much of one as was seen. Names have at most <see cref="NtlmDialogue.MaxNameChars"/> characters; "" is not said.</summary>
public sealed record NtlmAuthentication : ProtocolRecord
{
    /// <summary>User as the client names it; "" of an anonymous logon.</summary>
    public required string UserName { get; init; }

    /// <summary>Domain or server that knows the user, as the client says.</summary>
    public required string DomainName { get; init; }

    /// <summary>NetBIOS name of the client's machine, as the client says.</summary>
    public required string HostName { get; init; }

    public required string ServerNetbiosName { get; init; }

    public required string ServerNetbiosDomain { get; init; }

    public required string ServerDnsName { get; init; }

    public required string ServerDnsDomain { get; init; }

    /// <summary>DNS name of the server's forest.</summary>
    public required string ServerTreeName { get; init; }

    /// <summary>Service principal that the client means to reach, such as "cifs/files"; NTLMv2 only.</summary>
    public required string TargetName { get; init; }

    /// <summary>The client's last message was seen.</summary>
    public required bool IsAuthenticateSeen { get; init; }

    /// <summary>The client proves nothing: neither user nor answer to the challenge.</summary>
    public required bool IsAnonymous { get; init; }

    /// <summary>The answer to the challenge is NTLMv1's (24 bytes), which can be broken offline.</summary>
    public required bool IsVersion1 { get; init; }

    /// <summary>What the protocol around it says became of it; null when it does not say.</summary>
    public required bool? IsSuccess { get; init; }
}

namespace Soc.Capture.Protocols.Smb;

/// <summary>A user has logged on over SMB, or was refused.</summary>
public sealed record SmbSession : ProtocolRecord
{
    /// <summary>"2.0.2", "2.1", "3.0", "3.0.2" or "3.1.1"; "" when the negotiation was not seen.</summary>
    public required string Dialect { get; init; }

    public required ulong SessionId { get; init; }

    /// <summary>By NTLM: domain, backslash, user; "" by Kerberos, which encrypts it, and for anonymous users.</summary>
    public required string User { get; init; }

    /// <summary>By NTLM: the client's own name.</summary>
    public required string HostName { get; init; }

    /// <summary>By Kerberos: for which service the ticket is, such as "cifs/files.example.org"; else "".</summary>
    public required string KerberosService { get; init; }

    public required bool IsGuest { get; init; }

    public required bool IsAnonymous { get; init; }

    /// <summary>All that this session sends is to be encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>NTSTATUS; 0 is success.</summary>
    public required uint Status { get; init; }

    /// <summary>Name of the usual ones, else the number in hexadecimal.</summary>
    public required string StatusName { get; init; }
}

using Soc.Capture.Protocols.Tls;

namespace Soc.Capture.Protocols.Quic;

/// <summary>The begin of a QUIC connection: what its first packets say, which everybody on the way can open.</summary>
public sealed record QuicConnection : ProtocolRecord
{
    /// <summary>As on the wire (1 is RFC 9000, 0x6b3343cf is RFC 9369): the server's choice, or the last that the client tried.</summary>
    public required uint Version { get; init; }

    /// <summary>As Zeek writes it, such as "1".</summary>
    public string VersionName => QuicVersion.NameOf(Version);

    /// <summary>The id that the client chose for the server at first, at most 40 hexadecimal digits.</summary>
    public required string ClientInitialDestinationId { get; init; }

    /// <summary>The client's own id, hexadecimal; may be empty.</summary>
    public required string ClientId { get; init; }

    /// <summary>The server's own id, hexadecimal; null when none of its packets could be opened.</summary>
    public string? ServerId { get; init; }

    /// <summary>The server had the client prove its address first (Retry).</summary>
    public bool IsAddressProved { get; init; }

    /// <summary>Both agreed on another version than the client's first.</summary>
    public bool IsVersionNegotiated { get; init; }

    /// <summary>The host name the client asks for (SNI), at most 255 characters; null when it does not say, or its hello was not seen.</summary>
    public string? ServerName { get; init; }

    /// <summary>Application protocols the client offers, its favourite first; at most 16.</summary>
    public IReadOnlyList<string> AlpnOffered { get; init; } = [];

    /// <summary>Of the client's first hello; null when it was not seen or is absurd.</summary>
    public string? Ja4 { get; init; }

    /// <summary>The version of TLS that the server chose; null when its hello was not seen, as below.</summary>
    public ushort? TlsVersion { get; init; }

    public ushort? Cipher { get; init; }

    /// <summary>IANA's name of the cipher, where known.</summary>
    public string? CipherName => Cipher is { } cipher ? CipherSuites.NameOf(cipher) : null;

    /// <summary>The group of the key agreement.</summary>
    public ushort? Group { get; init; }

    /// <summary>IANA's name of the group, where known.</summary>
    public string? GroupName => Group is { } group ? NamedGroups.NameOf(group) : null;

    /// <summary>The session goes on from an earlier one.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Why a side closed the connection in its first packets (RFC 9000 section 20.1; from 0x100 on the alert of TLS).</summary>
    public ulong? CloseCode { get; init; }

    /// <summary>The server closed it.</summary>
    public bool IsClosedByServer { get; init; }
}

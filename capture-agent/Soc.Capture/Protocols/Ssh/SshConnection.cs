namespace Soc.Capture.Protocols.Ssh;

/// <summary>What both sides of an SSH connection say in clear: who they are, what they can do, and what follows from it.</summary>
public sealed record SshConnection : ProtocolRecord
{
    /// <summary>1 or 2, the higher that both speak; null when only one side was heard, or both have none in common.</summary>
    public int? Version { get; init; }

    /// <summary>Of the side that began the TCP connection; null when it was not heard.</summary>
    public SshBanner? Client { get; init; }

    public SshBanner? Server { get; init; }

    /// <summary>Null when it was not seen: version 1, or an end before it.</summary>
    public SshOffer? ClientOffer { get; init; }

    public SshOffer? ServerOffer { get; init; }

    /// <summary>The client's first that the server has too (RFC 4253 section 7.1), as all below; null when an offer is missing or nothing is in common.</summary>
    public string? KeyExchange { get; init; }

    public string? HostKey { get; init; }

    public string? CipherToServer { get; init; }

    public string? CipherToClient { get; init; }

    /// <summary>By the lists. Ciphers that authenticate themselves (GCM, ChaCha20-Poly1305) do not use it.</summary>
    public string? MacToServer { get; init; }

    public string? MacToClient { get; init; }

    public string? CompressionToServer { get; init; }

    public string? CompressionToClient { get; init; }
}

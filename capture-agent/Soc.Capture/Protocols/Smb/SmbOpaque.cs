namespace Soc.Capture.Protocols.Smb;

/// <summary>From here on the connection cannot be read.</summary>
public sealed record SmbOpaque : ProtocolRecord
{
    public required SmbOpaqueReason Reason { get; init; }

    /// <summary>As <see cref="SmbSession.Dialect"/>.</summary>
    public required string Dialect { get; init; }
}

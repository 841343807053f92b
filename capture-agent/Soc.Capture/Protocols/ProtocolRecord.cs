namespace Soc.Capture.Protocols;

/// <summary>What a protocol's parser read from the wire. Strings and lists in it are bounded by the parser.</summary>
public abstract record ProtocolRecord
{
    /// <summary>When it began, nanoseconds since 1970.</summary>
    public required long AtNs { get; init; }
}

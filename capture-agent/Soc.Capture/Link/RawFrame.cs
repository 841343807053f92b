namespace Soc.Capture.Link;

/// <summary>A frame as it was captured; its bytes are the source's, and gone with the next one.</summary>
public readonly ref struct RawFrame(ReadOnlySpan<byte> data, long atNs, int wireLength, LinkType link)
{
    /// <summary>What was captured of it.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>When, nanoseconds since 1970.</summary>
    public long AtNs { get; } = atNs;

    /// <summary>Its length on the wire, bytes; more than captured when the capture cut it.</summary>
    public int WireLength { get; } = wireLength;

    public LinkType Link { get; } = link;
}

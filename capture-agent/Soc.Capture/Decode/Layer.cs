namespace Soc.Capture.Decode;

/// <summary>Where in a frame the reading is.</summary>
internal ref struct Layer
{
    public LayerKind Kind;

    /// <summary>What a <see cref="LayerKind.Tunnel"/> carries.</summary>
    public LayerKind Inner;

    /// <summary>The captured bytes from here on, none beyond what an outer header says.</summary>
    public ReadOnlySpan<byte> Rest;

    /// <summary>How long the rest is on the wire, bytes: at least as long as what was captured.</summary>
    public int WireLength;

    /// <summary>Of <see cref="LayerKind.EtherType"/>: the type.</summary>
    public ushort EtherType;

    public void Skip(int bytes)
    {
        Rest = Rest[bytes..];
        WireLength -= bytes;
    }

    /// <summary>Nothing behind this belongs to it: padding.</summary>
    public void Limit(int bytes)
    {
        WireLength = Math.Min(WireLength, bytes);
        Rest = Rest[..Math.Min(Rest.Length, bytes)];
    }
}

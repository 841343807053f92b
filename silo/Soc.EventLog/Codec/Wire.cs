namespace Soc.EventLog.Codec;

/// <summary>Wire types of the event codec: a tag is (field number &lt;&lt; 2) | wire type, so that a reader can skip what it does not know.</summary>
internal static class Wire
{
    /// <summary>Zigzag varint.</summary>
    public const int Number = 0;

    /// <summary>Varint length, then that many bytes.</summary>
    public const int Bytes = 1;

    /// <summary>Fields up to a zero tag.</summary>
    public const int Group = 2;

    /// <summary>Sixteen bytes.</summary>
    public const int Fixed16 = 3;

    /// <summary>Groups within groups that a reader follows when it skips.</summary>
    public const int MaxDepth = 8;
}

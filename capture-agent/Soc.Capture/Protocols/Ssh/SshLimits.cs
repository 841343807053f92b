namespace Soc.Capture.Protocols.Ssh;

/// <summary>What is read of SSH at most.</summary>
internal static class SshLimits
{
    /// <summary>Of a side's first line, its end included (RFC 4253 section 4.2).</summary>
    public const int MaxBannerBytes = 255;

    /// <summary>Of the lines that come before a server's first; the RFC has no limit.</summary>
    public const int MaxPreludeBytes = 4_096;

    /// <summary>The most that everybody must be able to take (RFC 4253 section 6.1).</summary>
    public const int MaxPacketBytes = 35_000;

    /// <summary>Packets of a side before its offer: messages to be ignored, debugging.</summary>
    public const int MaxPacketsBeforeOffer = 16;

    /// <summary>A name of an algorithm has no more (RFC 4251 section 6).</summary>
    public const int MaxNameChars = 64;

    /// <summary>Names of one list; the longest that is sent has about 40.</summary>
    public const int MaxNames = 128;

    /// <summary>Bytes of a side that has said all, while the other has not: the other is not in the capture.</summary>
    public const int MaxUnansweredBytes = 262_144;
}

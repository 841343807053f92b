using Soc.Capture.Decode;

namespace Soc.Capture.Reset;

/// <summary>Whether and how connections are broken off.</summary>
public sealed record ResetOptions
{
    /// <summary>Bound of <see cref="ResetCommand.MaxConnections"/>.</summary>
    public const int MaxConnectionsOfCommand = 10_000;

    /// <summary>Longest id and client of a command, characters.</summary>
    public const int MaxNameLength = 256;

    /// <summary>The longest time that a command may be valid, ms: a day.</summary>
    public const long MaxValidityMs = 24L * 60 * 60 * 1_000;

    /// <summary>Nothing is ever sent unless somebody switched this on.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>
    /// Address of the interface that sends, which its frames come from: with somebody else's, switches would send what is for him to us.
    /// </summary>
    public MacAddress OwnMac { get; init; }

    /// <summary>
    /// Stands as the window in all our segments, where it means nothing to who gets them, so that our own frames are known when they are captured; not 0
    /// (which is what real ones have), and best chosen by chance at the start.
    /// </summary>
    public ushort Mark { get; init; } = 0x5EC5;

    /// <summary>Commands at once, 1 to 10,000; each costs a comparison a segment.</summary>
    public int MaxCommands { get; init; } = 256;

    /// <summary>Connections at once that commands concern, whether they are broken off or left alone for a reason.</summary>
    public int MaxRuns { get; init; } = 20_000;

    /// <summary>How often one connection is tried at most; each time some frames go to each of its ends.</summary>
    public int MaxRounds { get; init; } = 40;

    /// <summary>The least time between two rounds that segments cause, ms.</summary>
    public int MinGapMs { get; init; } = 3;

    /// <summary>A connection in which nothing more is said for so long after the last round counts as broken off, ms.</summary>
    public int SilenceMs { get; init; } = 1_000;
}

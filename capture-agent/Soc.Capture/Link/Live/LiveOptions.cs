using System.Globalization;

namespace Soc.Capture.Link.Live;

/// <summary>What is captured live, and how.</summary>
public sealed record LiveOptions
{
    /// <summary>Smallest and largest <see cref="BufferBytes"/>.</summary>
    public const int MinBufferBytes = 64 * 1024;

    public const int MaxBufferBytes = 1024 * 1024 * 1024;

    /// <summary><see cref="BufferBytes"/> when nothing else is said.</summary>
    public const int DefaultBufferBytes = 256 * 1024 * 1024;

    /// <summary>The longest frame that libpcap gives, bytes.</summary>
    public const int MaxFrameBytes = 262_144;

    /// <summary>The longest filter, characters.</summary>
    public const int MaxFilterLength = 4_096;

    /// <summary>Name of the interface, such as "eth0"; "any" is all of them, without their link layers.</summary>
    public required string Interface { get; init; }

    /// <summary>Which frames, in the words of pcap-filter(7); empty means all.</summary>
    public string Filter { get; init; } = "";

    /// <summary>
    /// Where the kernel keeps frames until they are read, bytes. It is what a pause of the reader may last: a collection, or somebody else's turn on
    /// the core. The default is about half a second at 4 Gbit/s and two at 1 Gbit/s; with a quarter of it single runs at 4 Gbit/s lost frames, with libpcap's
    /// own 2 MB some of each burst are lost. Where the machine has less memory, libpcap takes a twentieth less, and again, until it fits.
    /// </summary>
    public int BufferBytes { get; init; } = DefaultBufferBytes;

    /// <summary>More of a frame is cut off, bytes. The default keeps what network cards have put together from several segments.</summary>
    public int FrameBytes { get; init; } = MaxFrameBytes;

    /// <summary>
    /// How long the kernel may gather frames before it hands them over, ms, 1 to 1,000. A short time wakes the reader more often, and uses the
    /// buffer up sooner when he is late: each hand-over takes a block of 256 KB, however few frames there are.
    /// </summary>
    public int GatherMs { get; init; } = 10;

    /// <summary>Also frames that are for others: what a mirror port shows.</summary>
    public bool IsPromiscuous { get; init; } = true;

    /// <summary>How often the interface is looked at while nothing is wrong, ms.</summary>
    public int LookEveryMs { get; init; } = 1_000;

    /// <summary>The first and the longest pause between attempts to go on, ms; each is twice the one before.</summary>
    public int FirstRetryMs { get; init; } = 100;

    public int LongestRetryMs { get; init; } = 5_000;

    /// <exception cref="LiveLinkException">Something is out of its bounds.</exception>
    internal void Check()
    {
        if (Interface.Length is 0 or > InterfaceProbe.MaxNameLength || Interface.AsSpan().ContainsAny(" /\0\t\n"))
        {
            throw new LiveLinkException(LinkState.Missing, $"'{Interface}' cannot be the name of an interface: 1 to {InterfaceProbe.MaxNameLength} characters, no space and no '/'.");
        }

        if (Filter.Length > MaxFilterLength)
        {
            throw new LiveLinkException(LinkState.BadFilter, $"The filter has {Filter.Length} characters: {MaxFilterLength} at most.");
        }

        Within(BufferBytes, MinBufferBytes, MaxBufferBytes, "bytes of buffer");
        Within(FrameBytes, 64, MaxFrameBytes, "bytes of a frame");
        Within(GatherMs, 1, 1_000, "ms of gathering");
        Within(LookEveryMs, 1, 60_000, "ms between looks");
        Within(FirstRetryMs, 1, 60_000, "ms before a first retry");
        Within(LongestRetryMs, FirstRetryMs, 600_000, "ms before a retry");
    }

    private static void Within(int value, int min, int max, string what)
    {
        if (value < min || value > max)
        {
            throw new LiveLinkException(LinkState.Unknown, string.Create(CultureInfo.InvariantCulture, $"{value} {what} are not possible: {min} to {max}."));
        }
    }
}

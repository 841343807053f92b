using Soc.Capture.Link.Live;

namespace Soc.CaptureAgent.Settings;

/// <summary>Configuration section "Soc:Capture": what is known on this machine. What the gateway pushes stands above it.</summary>
public sealed record CaptureOptions
{
    public const string Section = "Soc:Capture";

    private const int BytesPerMegabyte = 1024 * 1024;

    /// <summary>Where identity, last good configuration and spool are kept.</summary>
    public string StateDirectory { get; init; } = "/var/lib/soc-capture";

    /// <summary>Name of this sensor for people; the machine's when empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Interfaces to capture on, such as "eth1".</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Filter as tcpdump has it ("not port 22"); empty takes everything.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Most bytes of a frame, 96 to 262,144.</summary>
    public int SnapLengthBytes { get; init; } = 65_536;

    /// <summary>The kernel's buffer of each interface, megabytes, 1 to 1,024.</summary>
    public int BufferMegabytes { get; init; } = LiveOptions.DefaultBufferBytes / BytesPerMegabyte;

    /// <summary>Most flows at a time, 1,024 to 4,000,000.</summary>
    public int MaxFlows { get; init; } = 262_144;

    /// <summary>Most that may wait on disk while the gateway is away, megabytes, 1 to 1,048,576. Then the oldest batches go, counted.</summary>
    public int SpoolMegabytes { get; init; } = 1024;

    /// <summary>Commands to reset connections are carried out. Off unless somebody on this side turns it on.</summary>
    public bool ResetsEnabled { get; init; }

    /// <summary>Addresses, networks (CIDR) and hardware addresses that no command touches, whatever it says.</summary>
    public IReadOnlyList<string> NeverBlock { get; init; } = [];

    /// <summary>Events go straight to Kafka when brokers are named, not to a gateway.</summary>
    public KafkaOptions Kafka { get; init; } = new();

    public string SensorName => Name.Length > 0 ? Name : Environment.MachineName.ToLowerInvariant();

    /// <exception cref="InvalidOperationException">A setting makes no sense; the message says which and what to do.</exception>
    public void Check()
    {
        Range(SnapLengthBytes, 96, 262_144, nameof(SnapLengthBytes));
        Range(BufferMegabytes, 1, LiveOptions.MaxBufferBytes / BytesPerMegabyte, nameof(BufferMegabytes));
        Range(MaxFlows, 1_024, 4_000_000, nameof(MaxFlows));
        Range(SpoolMegabytes, 1, 1_048_576, nameof(SpoolMegabytes));
        if (string.IsNullOrWhiteSpace(StateDirectory))
        {
            throw new InvalidOperationException($"{Section}:{nameof(StateDirectory)} is empty: name a directory that this agent may write.");
        }
    }

    private static void Range(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{Section}:{name} is {value}: use {least} to {most}."));
        }
    }
}

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>Section <c>Soc:Syslog</c>.</summary>
public sealed class SyslogOptions
{
    public const string Section = "Soc:Syslog";

    public bool Enabled { get; set; } = true;

    /// <summary>Port of the two listeners that there are when none is configured.</summary>
    public int Port { get; set; } = 5514;

    /// <summary>Client of the listeners that there are when none is configured.</summary>
    public string Client { get; set; } = "demo";

    /// <summary>Listeners; empty: UDP and TCP on <see cref="Port"/> for <see cref="Client"/>.</summary>
    public List<SyslogListenerOptions> Listeners { get; set; } = [];

    /// <summary>Longest frame, bytes.</summary>
    public int MaxFrameBytes { get; set; } = 64 * 1024;

    /// <summary>Longest frame that is skipped to get to the next one, bytes; above it the connection is closed.</summary>
    public int MaxSkippedFrameBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Most connections of one listener.</summary>
    public int MaxConnections { get; set; } = 1_024;

    /// <summary>A connection without a byte for so long is closed, seconds.</summary>
    public int IdleSeconds { get; set; } = 1_800;

    /// <summary>A frame that stops in the middle for so long is given up, seconds.</summary>
    public int FrameSeconds { get; set; } = 60;

    /// <summary>Longest TLS handshake, seconds.</summary>
    public int HandshakeSeconds { get; set; } = 10;

    /// <summary>Kernel buffer asked for on a UDP socket, bytes.</summary>
    public int UdpReceiveBufferBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Most datagrams waiting for the log; more are dropped and counted.</summary>
    public int MaxQueuedDatagrams { get; set; } = 65_536;

    /// <summary>Most frames appended at once.</summary>
    public int MaxBatchFrames { get; set; } = 2_000;

    /// <summary>How long a datagram waits for company, ms.</summary>
    public int UdpBatchMilliseconds { get; set; } = 5;

    /// <summary>The listeners to start.</summary>
    internal IReadOnlyList<SyslogListenerOptions> Effective() => Listeners.Count > 0
        ? Listeners
        :
        [
            new SyslogListenerOptions { Port = Port, Protocol = SyslogProtocol.Udp, Client = Client },
            new SyslogListenerOptions { Port = Port, Protocol = SyslogProtocol.Tcp, Client = Client },
        ];
}

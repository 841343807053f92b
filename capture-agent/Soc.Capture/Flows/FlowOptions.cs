namespace Soc.Capture.Flows;

/// <summary>Bounds of the flow table. The times are Zeek's defaults.</summary>
public sealed record FlowOptions
{
    /// <summary>Most flows at once, 1,024 to 4,000,000. When there are more, those that were never answered go first, then whoever was idle longest.</summary>
    public int MaxFlows { get; init; } = 262_144;

    /// <summary>A TCP connection in which nothing happens is over after this, seconds.</summary>
    public int TcpIdleSeconds { get; init; } = 300;

    /// <summary>A question that is not answered is over after this, seconds.</summary>
    public int AttemptSeconds { get; init; } = 5;

    /// <summary>How long a closed connection is kept for what comes late, seconds.</summary>
    public int CloseSeconds { get; init; } = 5;

    /// <summary>A flow of UDP, ICMP or anything else is over after this, seconds.</summary>
    public int OtherIdleSeconds { get; init; } = 60;

    /// <summary>A flow that lasts is told each time it has lasted so long again, seconds.</summary>
    public int OngoingSeconds { get; init; } = 900;
}

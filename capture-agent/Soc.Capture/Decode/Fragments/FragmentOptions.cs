namespace Soc.Capture.Decode.Fragments;

/// <summary>How much of what is not whole may wait.</summary>
public sealed record FragmentOptions
{
    /// <summary>Datagrams that wait, those included of which nothing is wanted any more.</summary>
    public int MaxDatagrams { get; init; } = 4_096;

    /// <summary>Bytes of all fragments that wait, what it costs to keep them included.</summary>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>From a datagram's first fragment that came to its last, by the packets' time.</summary>
    public int TimeoutSeconds { get; init; } = 30;
}

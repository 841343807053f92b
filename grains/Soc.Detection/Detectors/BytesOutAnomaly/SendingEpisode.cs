using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>One going-on of unusual sending to a class of destinations: one signal, told again when it has doubled.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.bytes_out_anomaly.episode"), StructLayout(LayoutKind.Auto)]
public readonly record struct SendingEpisode
{
    /// <summary>Start of the window that opened it, ms since the epoch; 0: none. Names the signal.</summary>
    [Id(0)] public long AnchorMs { get; init; }

    [Id(1)] public long FirstMs { get; init; }

    [Id(2)] public long LastMs { get; init; }

    /// <summary>Bytes sent in it so far.</summary>
    [Id(3)] public long Bytes { get; init; }

    /// <summary>Bytes when it was weighed last.</summary>
    [Id(4)] public long WeighedBytes { get; init; }

    public bool Holds(long atMs, long gapMs) => AnchorMs != 0 && atMs <= LastMs + gapMs && atMs >= FirstMs - gapMs;
}

using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Windows;

/// <summary>
/// One going-on of something that grows: an attack that lasts an hour is one episode and gives one signal, told again only
/// when it has grown by a step. Its anchor makes the signal's id, and never moves.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.Episode"), StructLayout(LayoutKind.Auto)]
public readonly record struct Episode
{
    /// <summary>Start of the window that opened it, ms since the epoch.</summary>
    [Id(0)] public long AnchorMs { get; init; }

    /// <summary>Earliest event in it, ms since the epoch.</summary>
    [Id(1)] public long FirstMs { get; init; }

    /// <summary>Latest event in it, ms since the epoch.</summary>
    [Id(2)] public long LastMs { get; init; }

    /// <summary>How far it had grown when it was last told; 0: not told yet.</summary>
    [Id(3)] public int ToldLevel { get; init; }

    /// <summary>Events in it, also those that no ring keeps any more.</summary>
    [Id(4)] public int Count { get; init; }

    public bool IsOpen => AnchorMs != 0;

    /// <summary>A moment lies in it, or no further than the gap from it.</summary>
    public bool Holds(long atMs, long gapMs) => IsOpen && atMs <= LastMs + gapMs && atMs >= FirstMs - gapMs;

    /// <summary>This episode, grown by a window; or a new one when the window lies further than the gap from it.</summary>
    public Episode With(long fromMs, long toMs, long gapMs) =>
        IsOpen && fromMs <= LastMs + gapMs && toMs >= FirstMs - gapMs
            ? this with { FirstMs = Math.Min(FirstMs, fromMs), LastMs = Math.Max(LastMs, toMs) }
            : new Episode { AnchorMs = fromMs, FirstMs = fromMs, LastMs = toMs };
}

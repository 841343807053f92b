using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Credentials;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Where and on what a session was first seen.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.session_replay.session"), StructLayout(LayoutKind.Auto)]
public readonly record struct SeenSession
{
    /// <summary>Hash of source and session id.</summary>
    [Id(0)] public ulong Key { get; init; }

    /// <summary>The earliest event seen of it.</summary>
    [Id(1)] public SignInMark Origin { get; init; }

    [Id(2)] public SoftwareMark Software { get; init; }

    /// <summary>Latest event time, ms since the epoch.</summary>
    [Id(3)] public long LastMs { get; init; }

    /// <summary>Score told last; 0: not told.</summary>
    [Id(4)] public double ToldScore { get; init; }
}

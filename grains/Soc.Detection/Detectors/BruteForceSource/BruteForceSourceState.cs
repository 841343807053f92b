using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BruteForceSource;

/// <summary>Memory of brute_force_source for an address: made at its first failure.</summary>
[GenerateSerializer, Alias("soc.state.brute_force_source")]
public sealed class BruteForceSourceState : DetectorState
{
    /// <summary>Failures kept: as many as the threshold needs.</summary>
    public const int MaxFailures = 10;

    /// <summary>Names kept of those tried.</summary>
    public const int MaxUsers = 8;

    [Id(0)] public EventTimeRing<SourceFailure> Failures { get; set; } = new();

    [Id(1)] public Episode Episode { get; set; }

    /// <summary>First names tried in the episode.</summary>
    [Id(2)] public string[] Users { get; set; } = [];

    /// <summary>Failures in the episode for names that do not exist.</summary>
    [Id(3)] public int UnknownUsers { get; set; }

    /// <summary>User who got in during the episode; null: nobody.</summary>
    [Id(4)] public string? SuccessUser { get; set; }
}

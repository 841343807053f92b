using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BruteForceSource;

/// <summary>An episode of <see cref="BruteForceSourceState"/> that waits while events of another time come in between.</summary>
[GenerateSerializer, Alias("soc.state.brute_force_source.aside")]
public sealed class SetAsideEpisode
{
    [Id(0)] public EventTimeRing<SourceFailure> Failures { get; set; } = new();

    [Id(1)] public Episode Episode { get; set; }

    [Id(2)] public string[] Users { get; set; } = [];

    [Id(3)] public int UnknownUsers { get; set; }

    [Id(4)] public string? SuccessUser { get; set; }
}

using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.PasswordSprayDistributed;

/// <summary>Memory of password_spray_distributed for a client: at most about 25 KB.</summary>
[GenerateSerializer, Alias("soc.state.password_spray_distributed")]
public sealed class PasswordSprayDistributedState : DetectorState
{
    public const int MaxFailures = 256;

    [Id(0)] public EventTimeRing<ClientFailure> Failures { get; set; } = new();

    [Id(1)] public Episode Episode { get; set; }

    /// <summary>Failures a quarter hour as usual at this client, slowly forgetting.</summary>
    [Id(2)] public double UsualAQuarterHour { get; set; }

    /// <summary>Quarter hours learned.</summary>
    [Id(3)] public int LearnedQuarterHours { get; set; }

    /// <summary>Number of the quarter hour being counted, since the epoch.</summary>
    [Id(4)] public long QuarterHour { get; set; }

    [Id(5)] public int InThisQuarterHour { get; set; }
}

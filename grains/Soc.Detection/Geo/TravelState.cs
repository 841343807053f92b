using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Geo;

/// <summary>Where a user was lately, in order of event time, and what is usual for him.</summary>
[GenerateSerializer, Alias("soc.state.travel")]
public abstract class TravelState : DetectorState
{
    public const int MaxPlaces = 12;
    public const int MaxFindings = 4;
    public const int MaxCountries = 8;
    public const int MaxNetworks = 8;
    public const int MaxTransitions = 6;

    /// <summary>Stays ordered by their first sign-in.</summary>
    [Id(0)] public SignInPlace[] Places { get; set; } = [];

    [Id(1)] public TravelFinding[] Findings { get; set; } = [];

    [Id(2)] public SeenTable Countries { get; set; } = new();

    /// <summary>Autonomous systems.</summary>
    [Id(3)] public SeenTable Networks { get; set; } = new();

    /// <summary>Jumps between two places that happened before.</summary>
    [Id(4)] public SeenTable? Transitions { get; set; }

    [Id(5)] public LearningClock Clock { get; set; }

    /// <summary>Hours of the day in the client's zone at which the user signed in, a bit each.</summary>
    [Id(6)] public int HoursSeen { get; set; }

    /// <summary>Last second-factor step, whose sign-in may come after it; 0 none.</summary>
    [Id(7)] public long FactorMs { get; set; }

    [Id(8)] public ulong FactorNetwork { get; set; }
}

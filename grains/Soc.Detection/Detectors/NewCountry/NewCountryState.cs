using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.NewCountry;

/// <summary>Countries that a user signed in from, with the days.</summary>
[GenerateSerializer, Alias("soc.state.new_country")]
public sealed class NewCountryState : DetectorState
{
    /// <summary>Most countries kept: a diplomat's year.</summary>
    public const int MaxCountries = 24;

    [Id(0)] public SeenTable Countries { get; set; } = new();

    [Id(1)] public LearningClock Clock { get; set; }
}

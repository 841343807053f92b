using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>When in the week a user signs in.</summary>
[GenerateSerializer, Alias("soc.state.unusual_hours")]
public sealed class UnusualHoursState : DetectorState
{
    [Id(0)] public HourProfile Profile { get; set; } = new();

    [Id(1)] public LearningClock Clock { get; set; }

    /// <summary>Last hour counted, hours since the epoch: one hour counts once however many sign-ins it has.</summary>
    [Id(2)] public int LastHour { get; set; } = -1;

    /// <summary>Local day last reported, days since the epoch: one night is one signal.</summary>
    [Id(3)] public ushort ReportedDay { get; set; }
}

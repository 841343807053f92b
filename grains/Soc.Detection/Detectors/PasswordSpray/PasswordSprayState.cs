using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.PasswordSpray;

/// <summary>Memory of password_spray for an address: made at its first failure.</summary>
[GenerateSerializer, Alias("soc.state.password_spray")]
public sealed class PasswordSprayState : DetectorState
{
    public const int MaxFailures = 128;
    public const int MaxSuccesses = 32;

    /// <summary>Failures for users that exist, as far as the source says.</summary>
    [Id(0)] public EventTimeRing<SprayTry> Failures { get; set; } = new();

    [Id(1)] public EventTimeRing<SprayTry>? Successes { get; set; }

    [Id(2)] public Episode Episode { get; set; }
}

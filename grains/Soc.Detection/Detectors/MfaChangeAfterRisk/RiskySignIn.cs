using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>A sign-in that something speaks against.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.mfa_change_after_risk.sign_in"), StructLayout(LayoutKind.Auto)]
public readonly record struct RiskySignIn : ITimedItem
{
    [Id(0)] public SignInMark Mark { get; init; }

    /// <summary>The identity provider's verdict, or null.</summary>
    [Id(1)] public string? ProviderRisk { get; init; }

    [Id(2)] public bool NewCountry { get; init; }

    /// <summary>Wrong passwords just before.</summary>
    [Id(3)] public int Failures { get; init; }

    public long TimeMs => Mark.TimeMs;

    public EventId Id => Mark.Id;
}

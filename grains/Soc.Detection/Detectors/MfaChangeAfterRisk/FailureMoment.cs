using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>A wrong password.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.mfa_change_after_risk.failure"), StructLayout(LayoutKind.Auto)]
public readonly record struct FailureMoment(
    [property: Id(0)] long TimeMs,
    [property: Id(1)] EventId Id) : ITimedItem;

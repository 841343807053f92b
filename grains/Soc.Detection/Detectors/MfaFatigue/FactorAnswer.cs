using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.MfaFatigue;

/// <summary>How a second factor was answered.</summary>
/// <param name="Mark">When, from where, and the answer.</param>
/// <param name="Source">Hash of the parser that reported it.</param>
[GenerateSerializer, Immutable, Alias("soc.state.mfa_fatigue.answer"), StructLayout(LayoutKind.Auto)]
public readonly record struct FactorAnswer(
    [property: Id(0)] SignInMark Mark,
    [property: Id(1)] uint Source) : ITimedItem
{
    public long TimeMs => Mark.TimeMs;

    public EventId Id => Mark.Id;

    public bool IsSuccess => Mark.Has(SignInFlags.Success);
}

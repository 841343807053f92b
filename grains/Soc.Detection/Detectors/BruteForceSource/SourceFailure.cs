using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.BruteForceSource;

/// <summary>When a failure was, and which event.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.brute_force_source.failure"), StructLayout(LayoutKind.Auto)]
public readonly record struct SourceFailure(
    [property: Id(0)] long TimeMs,
    [property: Id(1)] EventId Id) : ITimedItem;

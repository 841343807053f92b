using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Detection;

/// <summary>What a detector may know besides its state and the event.</summary>
/// <param name="Entity">The entity whose state this is.</param>
/// <param name="Policy">The client's policy.</param>
/// <param name="Zone">The client's time zone, resolved.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DetectionContext(EntityKey Entity, ClientPolicy Policy, TimeZoneInfo Zone)
{
    /// <summary>First and last event of the entity before this one, of whatever kind; empty for its first.</summary>
    public LearningClock Known { get; init; }

    /// <summary>What the detectors of a user share, as it was before this event but for <see cref="Arrival"/>; null for other entities.</summary>
    public SignInMemory? Memory { get; init; }

    /// <summary>What this event did to the stays of <see cref="Memory"/>.</summary>
    public Arrival Arrival { get; init; }
}

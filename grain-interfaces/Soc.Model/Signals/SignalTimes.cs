using Orleans;

namespace Soc.Model.Signals;

/// <summary>How long a finding took to be known, by its first version: what it learns later does not change when it was first known.</summary>
/// <param name="EventMs">When the event happened that completed it, ms since the epoch, by the source's clock.</param>
/// <param name="ReceivedMs">When the gateway received that event, ms since the epoch.</param>
/// <param name="DetectedMs">When the client's incidents took the finding, ms since the epoch, by the clock of the process that has them.</param>
[GenerateSerializer, Immutable, Alias("soc.SignalTimes")]
public sealed record SignalTimes([property: Id(0)] long EventMs, [property: Id(1)] long ReceivedMs, [property: Id(2)] long DetectedMs)
{
    /// <summary>From the event to the finding, ms; 0 where the source's clock is ahead.</summary>
    public long DelayMs => Math.Max(0, DetectedMs - EventMs);

    /// <summary>The part of <see cref="DelayMs"/> from receipt to the finding: the rest is the source's, and the way here.</summary>
    public long OwnDelayMs => Math.Max(0, DetectedMs - ReceivedMs);
}

using Orleans;

namespace Soc.Model.Policies;

/// <summary>Score, 0–100, from which an incident is put in the digest, notified, or wakes somebody. Ascending.</summary>
[GenerateSerializer, Immutable, Alias("soc.EscalationThresholds")]
public sealed record EscalationThresholds(
    [property: Id(0)] double Digest,
    [property: Id(1)] double Notify,
    [property: Id(2)] double Wake)
{
    public static readonly EscalationThresholds Default = new(40, 70, 90);
}

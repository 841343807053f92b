using Orleans;

namespace Soc.Model.Policies;

/// <summary>One step of the chain of people who are told, or asked.</summary>
/// <param name="Who">Name for people: "Anna Keller", "SOC on-call".</param>
/// <param name="Channel">Name of the channel by which: one that the installation has set up.</param>
/// <param name="AckMinutes">How long is waited for an acknowledgement each time, minutes.</param>
/// <param name="Repeat">How often the same step is tried again before the next.</param>
[GenerateSerializer, Immutable, Alias("soc.ContactStep")]
public sealed record ContactStep(
    [property: Id(0)] string Who,
    [property: Id(1)] string Channel,
    [property: Id(2)] int AckMinutes,
    [property: Id(3)] int Repeat);

using Soc.Model.Policies;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>One step of the contact chain.</summary>
/// <param name="Who">Name for people.</param>
/// <param name="Channel">Name of a channel that the installation has set up.</param>
/// <param name="AcknowledgeMinutes">How long is waited for an answer each time, 1–1,440; default 15.</param>
/// <param name="Repeat">How often it is tried again before the next step, 0–10; default 0.</param>
public sealed record ContactDto(string? Who, string? Channel, int? AcknowledgeMinutes, int? Repeat)
{
    private const int DefaultAckMinutes = 15;

    internal static ContactDto Of(ContactStep step) => new(step.Who, step.Channel, step.AckMinutes, step.Repeat);

    internal ContactStep ToStep() => new(Who!, Channel!, AcknowledgeMinutes ?? DefaultAckMinutes, Repeat ?? 0);
}

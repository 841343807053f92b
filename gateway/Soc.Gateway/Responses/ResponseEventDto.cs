using Soc.Gateway.Endpoints;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>One thing that happened to an operation. What was said to the other product stands in the audit.</summary>
/// <param name="Number">From 1, in order.</param>
/// <param name="Kind">"proposed", "guards", "approved", "plan", "apply", "verify", "revert", "extend", "end" …</param>
/// <param name="Status">Where it stands since.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Outcome">What a call came to: "confirmed", "pending", "unverified" or "failed"; null when it was none.</param>
public sealed record ResponseEventDto(int Number, string At, string Kind, string Status, ResponseActorDto By, string Text, string? Outcome, ResponseCheckDto[] Checks)
{
    public static ResponseEventDto Of(OperationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return new(
            happened.Number,
            Wire.Time(happened.AtMs),
            happened.Kind,
            OperationStatuses.NameOf(happened.Status),
            ResponseActorDto.Of(happened.By),
            happened.Text,
            happened.Outcome is { } outcome ? Wire.Name(outcome.Kind) : null,
            ResponseCheckDto.Of(happened.Checks));
    }
}

using Soc.Model.Policies;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>When a rule holds, on the clock of the client's zone.</summary>
/// <param name="When">"any", "working" (the client's working hours), "outside" or "night"; days without work and holidays are outside, and night.</param>
/// <param name="From">Only of a night, "18:00"; when work ends when left out.</param>
/// <param name="To">Only of a night, "08:00"; when work begins when left out.</param>
public sealed record RuleHoursDto(string? When, string? From, string? To)
{
    internal static RuleHoursDto Of(RuleHours hours) => new(hours.When, ClockText.Write(hours.From), ClockText.Write(hours.To));

    internal RuleHours ToHours(string field, Dictionary<string, string[]> problems) =>
        new(When ?? RuleHours.AnyTime, ClockText.Read(From, $"{field}.from", problems), ClockText.Read(To, $"{field}.to", problems));
}

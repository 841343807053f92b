using Soc.Model.Incidents;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>What one set of rules would have done in all.</summary>
/// <param name="Done">Actions done without asking, by name.</param>
/// <param name="Asked">Actions that a person would have been asked about, by name.</param>
/// <param name="Told">Incidents by who hears of them: "none", "digest", "notify", "wake".</param>
/// <param name="Forbidden">Actions that a rule forbids and another would have done.</param>
/// <param name="HeldBack">Actions that a rule wanted and something held back: late, harmless, protected.</param>
/// <param name="Noted">Actions that rules on trial noted.</param>
public sealed record DryRunCountsDto(
    IReadOnlyDictionary<string, int> Done, IReadOnlyDictionary<string, int> Asked, IReadOnlyDictionary<string, int> Told, int Forbidden, int HeldBack, int Noted)
{
    internal static DryRunCountsDto Of(DryRunCounts counts) => new(
        counts.Done,
        counts.Asked,
        Enum.GetValues<EscalationDecision>().ToDictionary(Wire.Name, counts.Told, StringComparer.Ordinal),
        counts.Forbidden,
        counts.HeldBack,
        counts.Noted);
}

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>A dry run in numbers.</summary>
/// <param name="From">Beginning of the time, by the incidents' latest activity.</param>
/// <param name="To">Its end.</param>
/// <param name="Incidents">Incidents looked at.</param>
/// <param name="IsPartial">There are more than are looked at: these are the newest.</param>
/// <param name="Different">Incidents about which the proposed rules would have done something else.</param>
/// <param name="Current">By the rules that hold.</param>
/// <param name="Proposed">By the proposed ones.</param>
/// <param name="FirstDifferent">The newest of those, at most 50.</param>
public sealed record DryRunSummaryDto(
    string From, string To, int Incidents, bool IsPartial, int Different, DryRunCountsDto Current, DryRunCountsDto Proposed, IReadOnlyList<DryRunItemDto> FirstDifferent);

using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>What both sets of rules would have done about one incident.</summary>
/// <param name="Incident">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Score">Its score of today, by which it was decided.</param>
/// <param name="At">The moment for which it was decided: when its strongest finding was known.</param>
/// <param name="Differs">They would not have done the same.</param>
/// <param name="Current">By the rules that hold.</param>
/// <param name="Proposed">By the proposed ones.</param>
public sealed record DryRunItemDto(string Incident, string Title, double Score, string At, bool Differs, DryRunOutcomeDto Current, DryRunOutcomeDto Proposed)
{
    internal static DryRunItemDto Of(DryRunLine line) => new(
        line.Incident.Id,
        line.Incident.Title,
        line.Incident.Score,
        Wire.Time(line.AtMs),
        line.Differs,
        DryRunOutcomeDto.Of(line.Current),
        DryRunOutcomeDto.Of(line.Proposed));
}

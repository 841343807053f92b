using Soc.Model.Incidents;

namespace Soc.Response.Policy;

/// <summary>What two sets of rules would have done about one incident.</summary>
/// <param name="Incident">The incident as it is today.</param>
/// <param name="AtMs">For which moment it was decided: when its strongest finding was known, ms since the epoch.</param>
/// <param name="Current">By the rules that hold.</param>
/// <param name="Proposed">By the rules that are proposed.</param>
/// <param name="Differs">They would have done something else, told somebody else, or noted something else.</param>
public sealed record DryRunLine(Incident Incident, long AtMs, EngagementDecision Current, EngagementDecision Proposed, bool Differs);

using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>What proposed rules would have done, beside those that hold.</summary>
/// <param name="Words">The proposed rules in words, with warnings.</param>
/// <param name="Summary">Numbers over the whole time; null on further pages.</param>
/// <param name="Items">Incidents of this page, the latest activity first.</param>
/// <param name="NextCursor">Send it back as <c>cursor</c> with the same body; null on the last page.</param>
public sealed record DryRunDto(EngagementExplanation Words, DryRunSummaryDto? Summary, IReadOnlyList<DryRunItemDto> Items, string? NextCursor);

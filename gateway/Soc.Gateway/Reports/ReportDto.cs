namespace Soc.Gateway.Reports;

/// <summary>What was seen, stopped and told in a period.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="To">First moment after it, UTC.</param>
/// <param name="IsTruncated">Not everything is in it: see <paramref name="Truncated"/>.</param>
/// <param name="Truncated">What is missing, in sentences.</param>
/// <param name="Undone">Actions that were ended because they were wrong, the newest first.</param>
/// <param name="WhileYouSlept">What was done, and who was told, outside the client's working hours.</param>
/// <param name="Definitions">What the words mean.</param>
public sealed record ReportDto(
    string Client,
    string DisplayName,
    string TimeZone,
    string From,
    string To,
    string GeneratedAt,
    bool IsTruncated,
    IReadOnlyList<string> Truncated,
    ReportCountsDto Counts,
    ReportFunnelDto Funnel,
    ReportClocksDto Clocks,
    IReadOnlyList<TopEntityDto> TopEntities,
    ReportLinesDto Undone,
    ReportLinesDto WhileYouSlept,
    IReadOnlyList<string> Definitions);

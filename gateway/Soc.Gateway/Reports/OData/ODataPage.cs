namespace Soc.Gateway.Reports.OData;

/// <summary>A page of an answer.</summary>
/// <param name="Count">All that match; null when nobody asked.</param>
/// <param name="NextPlace">Where the next page begins; null on the last.</param>
/// <param name="SkipLeft">What is still to be passed over there.</param>
internal sealed record ODataPage<TRow>(IReadOnlyList<TRow> Rows, long? Count, string? NextPlace, long SkipLeft);

namespace Soc.Gateway.Reports.OData;

/// <summary>What to read of a store; it may give what is outside the bounds, and the filter takes it out.</summary>
/// <param name="FromMs">At or after, by the set's time column.</param>
/// <param name="ToMs">Before.</param>
internal sealed record ODataRead(string Client, long FromMs, long ToMs, int Limit, string? Cursor);

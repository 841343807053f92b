namespace Soc.Gateway.Endpoints;

/// <summary>Which dead letters to put through parsing again: either those named, or all of a reason.</summary>
/// <param name="Ids">Ids from the list, at most 100.</param>
/// <param name="Reason">All letters with this reason, five hundred at a time.</param>
/// <param name="Cursor">With a reason: <c>nextCursor</c> of the answer before.</param>
public sealed record ReplayRequestDto(string[]? Ids, string? Reason, string? Cursor);

namespace Soc.Gateway.Endpoints;

/// <summary>A page of a list.</summary>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; null on the last.</param>
public sealed record PageDto<T>(IReadOnlyList<T> Items, string? NextCursor);

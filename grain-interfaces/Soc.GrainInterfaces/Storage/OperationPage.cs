using Soc.Model.Response;

namespace Soc.GrainInterfaces.Storage;

/// <summary>A page of operations.</summary>
/// <param name="NextCursor">Null on the last page; opaque to callers.</param>
public sealed record OperationPage(IReadOnlyList<OperationRow> Items, string? NextCursor);

using Soc.Model.Signals;

namespace Soc.GrainInterfaces.Storage;

/// <summary>A page of minor findings.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record MinorSignalPage(IReadOnlyList<Signal> Items, string? NextCursor);

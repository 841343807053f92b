namespace Soc.Enrichment.Ranges;

/// <summary>A range of a table with the ranges around it.</summary>
/// <param name="Value">What the table says of it.</param>
/// <param name="Around">The next wider range that holds it, or the same range entered before; null for none.</param>
public sealed record RangeNode<T>(T Value, RangeNode<T>? Around)
    where T : class;

using System.Runtime.InteropServices;
using Microsoft.OData.UriParser;

namespace Soc.Gateway.Reports.OData;

/// <summary>What a filter says of the column by which the store lists: so much need not be read.</summary>
/// <param name="FromMs">At or after.</param>
/// <param name="ToMs">Before.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ODataBounds(long FromMs, long ToMs)
{
    public static readonly ODataBounds None = new(long.MinValue, long.MaxValue);

    /// <summary>Only what must hold of every row: conditions that are joined by and.</summary>
    public static ODataBounds Of(QueryNode? filter, string column) => filter switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } both => Within(Of(both.Left, column), Of(both.Right, column)),
        BinaryOperatorNode comparison when Moment(comparison.Right) is { } ms && IsColumn(comparison.Left, column) => Bound(comparison.OperatorKind, ms),
        ConvertNode convert => Of(convert.Source, column),
        _ => None,
    };

    // A little wide at the ends, where the moment may have a fraction of a millisecond: the filter itself is exact.
    private static ODataBounds Bound(BinaryOperatorKind kind, long ms) => kind switch
    {
        BinaryOperatorKind.Equal => new(ms, ms + 1),
        BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => None with { FromMs = ms },
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => None with { ToMs = ms + 1 },
        _ => None,
    };

    private static ODataBounds Within(ODataBounds a, ODataBounds b) => new(Math.Max(a.FromMs, b.FromMs), Math.Min(a.ToMs, b.ToMs));

    private static bool IsColumn(QueryNode node, string column) => node switch
    {
        ConvertNode convert => IsColumn(convert.Source, column),
        SingleValuePropertyAccessNode property => string.Equals(property.Property.Name, column, StringComparison.Ordinal),
        _ => false,
    };

    private static long? Moment(QueryNode node) => node switch
    {
        ConvertNode convert => Moment(convert.Source),
        ConstantNode { Value: DateTimeOffset at } => at.ToUnixTimeMilliseconds(),
        _ => null,
    };
}

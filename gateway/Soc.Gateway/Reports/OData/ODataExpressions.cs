using Microsoft.OData.UriParser;

namespace Soc.Gateway.Reports.OData;

/// <summary>Expressions of a query as functions of a row. A comparison with nothing is never true, but for eq and ne.</summary>
internal sealed class ODataExpressions<TRow>(IReadOnlyList<Column<TRow>> columns)
{
    private readonly Dictionary<string, Column<TRow>> _columns = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <exception cref="ODataRefusalException">Something in it is not supported.</exception>
    public Func<TRow, object?> Compile(QueryNode node) => node switch
    {
        ConvertNode convert => Compile(convert.Source),
        ConstantNode constant => Constant(constant.Value),
        SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode } property => _columns[property.Property.Name].Value,
        BinaryOperatorNode binary => Binary(binary),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Not(Compile(not.Operand)),
        SingleValueFunctionCallNode call => Call(call),
        InNode { Right: CollectionConstantNode list } into => In(Compile(into.Left), [.. list.Collection.Select(c => c.Value)]),
        _ => throw Unsupported(node.Kind.ToString()),
    };

    public Func<TRow, bool> Condition(QueryNode node)
    {
        var value = Compile(node);
        return row => value(row) is true;
    }

    private static Func<TRow, object?> Constant(object? value) => _ => value;

    private static Func<TRow, object?> Not(Func<TRow, object?> operand) => row => operand(row) is not true;

    private static Func<TRow, object?> In(Func<TRow, object?> left, object?[] values) => row =>
    {
        var value = left(row);
        return values.Any(v => ODataValues.AreEqual(value, v));
    };

    private Func<TRow, object?> Binary(BinaryOperatorNode node)
    {
        var (left, right) = (Compile(node.Left), Compile(node.Right));
        return node.OperatorKind switch
        {
            BinaryOperatorKind.And => row => left(row) is true && right(row) is true,
            BinaryOperatorKind.Or => row => left(row) is true || right(row) is true,
            BinaryOperatorKind.Equal => row => ODataValues.AreEqual(left(row), right(row)),
            BinaryOperatorKind.NotEqual => row => !ODataValues.AreEqual(left(row), right(row)),
            BinaryOperatorKind.GreaterThan => row => ODataValues.Compare(left(row), right(row)) > 0,
            BinaryOperatorKind.GreaterThanOrEqual => row => ODataValues.Compare(left(row), right(row)) >= 0,
            BinaryOperatorKind.LessThan => row => ODataValues.Compare(left(row), right(row)) < 0,
            BinaryOperatorKind.LessThanOrEqual => row => ODataValues.Compare(left(row), right(row)) <= 0,
            _ => throw Unsupported(node.OperatorKind.ToString()),
        };
    }

    private Func<TRow, object?> Call(SingleValueFunctionCallNode call)
    {
        Func<TRow, object?>[] arguments = [.. call.Parameters.Select(Compile)];
        return (call.Name, arguments) switch
        {
            ("contains", [var text, var part]) => row => Both(text(row), part(row), (t, p) => t.Contains(p, StringComparison.Ordinal)),
            ("startswith", [var text, var part]) => row => Both(text(row), part(row), (t, p) => t.StartsWith(p, StringComparison.Ordinal)),
            ("endswith", [var text, var part]) => row => Both(text(row), part(row), (t, p) => t.EndsWith(p, StringComparison.Ordinal)),
#pragma warning disable CA1308 // it is what the function is called
            ("tolower", [var text]) => row => (text(row) as string)?.ToLowerInvariant(),
#pragma warning restore CA1308
            ("toupper", [var text]) => row => (text(row) as string)?.ToUpperInvariant(),
            ("length", [var text]) => row => (text(row) as string)?.Length,
            ("year", [var at]) => row => (at(row) as DateTimeOffset?)?.UtcDateTime.Year,
            ("month", [var at]) => row => (at(row) as DateTimeOffset?)?.UtcDateTime.Month,
            ("day", [var at]) => row => (at(row) as DateTimeOffset?)?.UtcDateTime.Day,
            ("hour", [var at]) => row => (at(row) as DateTimeOffset?)?.UtcDateTime.Hour,
            _ => throw Unsupported(call.Name),
        };
    }

    private static bool Both(object? text, object? part, Func<string, string, bool> test) => text is string t && part is string p && test(t, p);

    private static ODataRefusalException Unsupported(string what) => new(
        $"'{what}' is not supported here. Use eq, ne, gt, ge, lt, le, and, or, not, in, contains, startswith, endswith, tolower, toupper, length, year, month, day and hour.") { Status = StatusCodes.Status501NotImplemented };
}

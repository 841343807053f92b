using System.Globalization;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace Soc.Gateway.Reports.OData;

/// <summary>What a request asks of a set.</summary>
internal sealed record ODataQuery<TRow>
{
    public required Func<TRow, bool> Filter { get; init; }

    public required ODataBounds Bounds { get; init; }

    public required IReadOnlyList<Column<TRow>> Columns { get; init; }

    /// <summary>$select was given.</summary>
    public required bool IsSelective { get; init; }

    /// <summary>Null: the store's own order.</summary>
    public required Comparison<TRow>? Order { get; init; }

    public required long? Top { get; init; }

    public required long Skip { get; init; }

    public required bool WantsCount { get; init; }

    public required string? SkipToken { get; init; }

    /// <summary>What a place in the answer depends on.</summary>
    public required string Shape { get; init; }

    /// <param name="taken">Options that this kind of address takes.</param>
    /// <exception cref="ODataRefusalException">It makes no sense, or is not supported.</exception>
    public static ODataQuery<TRow> Read(IQueryCollection request, ODataSet<TRow> set, ODataModel model, string[] taken)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request)
        {
            if (!name.StartsWith('$'))
            {
                continue;
            }

            if (!taken.Contains(name, StringComparer.Ordinal))
            {
                var isOfLists = ODataOptions.OfList.Contains(name, StringComparer.Ordinal);
                throw new ODataRefusalException($"{name} is not {(isOfLists ? "for" : "supported")} here: use {string.Join(", ", taken)}.")
                {
                    Status = isOfLists ? StatusCodes.Status400BadRequest : StatusCodes.Status501NotImplemented,
                };
            }

            options[name] = values is [{ } value] ? value : throw new ODataRefusalException($"{name} is there {values.Count} times: once is enough.");
        }

        if (options.GetValueOrDefault("$format") is { } format && !format.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ODataRefusalException($"$format={format} is not supported here: rows come as json.") { Status = StatusCodes.Status501NotImplemented };
        }

        try
        {
            return Parse(options, set, model);
        }
        catch (ODataException e)
        {
            throw new ODataRefusalException($"The query cannot be read: {e.Message}", e);
        }
    }

    private static ODataQuery<TRow> Parse(Dictionary<string, string> options, ODataSet<TRow> set, ODataModel model)
    {
        var parser = new ODataQueryOptionParser(model.Edm, model.Of(set.Name).EntityType, model.Of(set.Name), options);
        var expressions = new ODataExpressions<TRow>(set.Columns);
        var filter = parser.ParseFilter()?.Expression;
        return new ODataQuery<TRow>
        {
            Filter = filter is null ? _ => true : expressions.Condition(filter),
            Bounds = ODataBounds.Of(filter, set.TimeColumn),
            Columns = Select(options.GetValueOrDefault("$select"), set),
            IsSelective = options.ContainsKey("$select"),
            Order = OrderOf(parser.ParseOrderBy(), expressions),
            Top = parser.ParseTop(),
            Skip = parser.ParseSkip() ?? 0,
            WantsCount = parser.ParseCount() ?? false,
            SkipToken = options.GetValueOrDefault("$skiptoken"),
            Shape = string.Create(CultureInfo.InvariantCulture, $"{set.Name}\n{options.GetValueOrDefault("$filter")}\n{options.GetValueOrDefault("$orderby")}"),
        };
    }

    private static IReadOnlyList<Column<TRow>> Select(string? select, ODataSet<TRow> set)
    {
        var names = select?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (names.Length == 0 || names.Contains("*", StringComparer.Ordinal))
        {
            return set.Columns;
        }

        foreach (var name in names)
        {
            if (!set.Columns.Any(c => string.Equals(c.Name, name, StringComparison.Ordinal)))
            {
                throw new ODataRefusalException($"$select names '{name}', and {set.Name} has no such column: see $metadata.");
            }
        }

        return [.. set.Columns.Where(c => names.Contains(c.Name, StringComparer.Ordinal))];
    }

    private static Comparison<TRow>? OrderOf(OrderByClause? clause, ODataExpressions<TRow> expressions)
    {
        Comparison<TRow>? order = null;
        for (; clause is not null; clause = clause.ThenBy)
        {
            var value = expressions.Compile(clause.Expression);
            var sign = clause.Direction == OrderByDirection.Descending ? -1 : 1;
            var before = order;
            order = (a, b) => before?.Invoke(a, b) is { } decided and not 0 ? decided : sign * ODataValues.Order(value(a), value(b));
        }

        return order;
    }
}

namespace Soc.Gateway.Reports;

/// <summary>One column of a table, named once for CSV, Parquet and OData.</summary>
/// <param name="Name">As everybody sees it.</param>
/// <param name="Value">A string, double, long, <see cref="DateTimeOffset"/> or bool, after the kind; null where there is none.</param>
internal sealed record Column<TRow>(string Name, ColumnKind Kind, Func<TRow, object?> Value);

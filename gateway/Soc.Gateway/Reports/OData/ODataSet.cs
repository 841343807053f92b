namespace Soc.Gateway.Reports.OData;

/// <summary>One entity set of a client.</summary>
/// <param name="Name">In the address.</param>
/// <param name="TypeName">In $metadata.</param>
/// <param name="Key">The column that names a row.</param>
/// <param name="TimeColumn">The column whose bounds in a filter the store can use.</param>
/// <param name="ReadAsync">A page of the store, in its own order.</param>
/// <param name="FindAsync">The row of a client and a key; null when the set of this client has none, whoever else does.</param>
internal sealed record ODataSet<TRow>(
    string Name,
    string TypeName,
    string Key,
    string TimeColumn,
    IReadOnlyList<Column<TRow>> Columns,
    Func<ODataRead, CancellationToken, Task<(IReadOnlyList<TRow> Rows, string? Next)>> ReadAsync,
    Func<string, string, CancellationToken, Task<TRow?>> FindAsync);

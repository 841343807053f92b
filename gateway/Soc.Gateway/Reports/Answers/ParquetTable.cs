using Parquet;
using Parquet.Schema;

namespace Soc.Gateway.Reports.Answers;

/// <summary>A table as a Parquet file of one row group: it is bounded, and read as a whole.</summary>
internal static class ParquetTable
{
    /// <param name="notes">Kept in the file's metadata.</param>
    public static async Task<byte[]> WriteAsync<TRow>(
        IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows, IReadOnlyDictionary<string, string> notes, CancellationToken cancellationToken)
    {
        var fields = columns.Select(FieldOf).ToArray();
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), stream, cancellationToken: cancellationToken))
        {
            writer.CustomMetadata = notes;
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < fields.Length; i++)
            {
                await WriteAsync(group, fields[i], columns[i], rows, cancellationToken);
            }
        }

        return stream.ToArray();
    }

    private static DataField FieldOf<TRow>(Column<TRow> column) => column.Kind switch
    {
        ColumnKind.Number => new DataField<double>(column.Name, true),
        ColumnKind.Whole => new DataField<long>(column.Name, true),
        ColumnKind.Flag => new DataField<bool>(column.Name, true),
        ColumnKind.Moment => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true),
        _ => new DataField<string>(column.Name, true),
    };

    private static async Task WriteAsync<TRow>(ParquetRowGroupWriter group, DataField field, Column<TRow> column, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        switch (column.Kind)
        {
            case ColumnKind.Number:
                await group.WriteAsync<double>(field, Values<TRow, double?>(column, rows), cancellationToken: cancellationToken);
                break;
            case ColumnKind.Whole:
                await group.WriteAsync<long>(field, Values<TRow, long?>(column, rows), cancellationToken: cancellationToken);
                break;
            case ColumnKind.Flag:
                await group.WriteAsync<bool>(field, Values<TRow, bool?>(column, rows), cancellationToken: cancellationToken);
                break;
            case ColumnKind.Moment:
                await group.WriteAsync<DateTime>(field, rows.Select(r => ((DateTimeOffset?)column.Value(r))?.UtcDateTime).ToArray(), cancellationToken: cancellationToken);
                break;
            default:
                await group.WriteAsync(field, rows.Select(r => (string)column.Value(r)!).ToArray());
                break;
        }
    }

    private static T[] Values<TRow, T>(Column<TRow> column, IReadOnlyList<TRow> rows) => [.. rows.Select(r => (T)column.Value(r)!)];
}

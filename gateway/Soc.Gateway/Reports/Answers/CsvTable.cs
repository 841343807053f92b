using System.Globalization;
using System.Text;

namespace Soc.Gateway.Reports.Answers;

/// <summary>
/// A table as RFC 4180 wants it, in UTF-8 with the mark that Excel needs. Names of people and files come from hostile events: a text that a spreadsheet
/// would take for a formula (=, +, -, @, tab or carriage return first) gets an apostrophe before it. Numbers are numbers, and get none.
/// </summary>
internal static class CsvTable
{
    private const char Mark = '\uFEFF';

    public static byte[] Write<TRow>(IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows)
    {
        var text = new StringBuilder().Append(Mark).AppendJoin(',', columns.Select(c => c.Name)).Append("\r\n");
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                Append(i == 0 ? text : text.Append(','), columns[i].Value(row));
            }

            text.Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string words:
                Append(text, words);
                break;
            case DateTimeOffset at:
                text.Append(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void Append(StringBuilder text, string words)
    {
        var isFormula = words is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
        if (!isFormula && words.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            text.Append(words);
            return;
        }

        text.Append('"').Append(isFormula ? "'" : "").Append(words.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}

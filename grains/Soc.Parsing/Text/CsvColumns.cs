namespace Soc.Parsing.Text;

/// <summary>Cuts a line of CSV into columns; quoted columns may hold commas and doubled quotes.</summary>
internal static class CsvColumns
{
    /// <returns>Columns found, at most as many as <paramref name="columns"/> holds; the rest of the line is left.</returns>
    public static int Read(ReadOnlySpan<byte> line, Span<Slice> columns)
    {
        var count = 0;
        var position = 0;
        while (count < columns.Length)
        {
            if (position < line.Length && line[position] == '"')
            {
                columns[count++] = ReadQuoted(line, ref position);
            }
            else
            {
                var length = line[position..].IndexOf((byte)',');
                length = length < 0 ? line.Length - position : length;
                columns[count++] = new Slice(position, length);
                position += length;
            }

            if (position >= line.Length)
            {
                break;
            }

            position++;
        }

        return count;
    }

    private static Slice ReadQuoted(ReadOnlySpan<byte> line, ref int position)
    {
        var start = position + 1;
        var end = start;
        var escaped = false;
        while (true)
        {
            var quote = line[end..].IndexOf((byte)'"');
            if (quote < 0)
            {
                // Cut off within the quotes: what is there is the value.
                position = line.Length;
                return new Slice(start, line.Length - start, escaped);
            }

            end += quote;
            if (end + 1 < line.Length && line[end + 1] == '"')
            {
                escaped = true;
                end += 2;
                continue;
            }

            break;
        }

        var comma = line[(end + 1)..].IndexOf((byte)',');
        position = comma < 0 ? line.Length : end + 1 + comma;
        return new Slice(start, end - start, escaped);
    }
}

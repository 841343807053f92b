using System.Text;

namespace Soc.Enrichment.Indicators;

/// <summary>One value a line; after commas a category and the date of listing; '#' and ';' after a blank or at the beginning start a comment.</summary>
internal static class PlainIndicators
{
    private const int MaxLineBytes = 8_192;

    public static void Read(ReadOnlySpan<byte> text, IndicatorSink sink)
    {
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            if (sink.IsFull)
            {
                return;
            }

            var bytes = text[range];
            if (bytes.Length > MaxLineBytes)
            {
                sink.Problem($"line {number}: {bytes.Length} bytes; a line has at most {MaxLineBytes}.");
                continue;
            }

            var line = WithoutComment(Encoding.UTF8.GetString(bytes)).Trim();
            if (!line.IsEmpty)
            {
                ReadLine(line, $"line {number}", sink);
            }
        }
    }

    private static void ReadLine(ReadOnlySpan<char> line, string where, IndicatorSink sink)
    {
        var columns = line.ToString().Split(',', StringSplitOptions.TrimEntries);

        // Blocklists in the form of a hosts file: "0.0.0.0 bad.example".
        var value = columns[0];
        if (columns.Length == 1 && (value.StartsWith("0.0.0.0 ", StringComparison.Ordinal) || value.StartsWith("127.0.0.1 ", StringComparison.Ordinal)))
        {
            value = value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        long? listed = null;
        if (columns.Length > 2 && columns[2].Length > 0)
        {
            listed = IndicatorSink.Time(columns[2].Trim('"'));
            if (listed is null)
            {
                sink.Problem($"{where}: '{columns[2]}' is no date; the entry is taken as listed now.");
            }
        }

        sink.Add(value, columns.Length > 1 ? columns[1].Trim('"') : null, listed, null, 0, where);
    }

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is '#' or ';' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
            {
                return line[..i];
            }
        }

        return line;
    }
}

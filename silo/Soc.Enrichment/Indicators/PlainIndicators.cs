using System.Text;

namespace Soc.Enrichment.Indicators;

/// <summary>One value a line; after commas a category and the date of listing; '#' and ';' begin comments.</summary>
internal static class PlainIndicators
{
    public static void Read(ReadOnlySpan<byte> text, IndicatorSink sink)
    {
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            var line = Encoding.UTF8.GetString(text[range]).AsSpan();
            var comment = line.IndexOfAny('#', ';');
            line = (comment >= 0 ? line[..comment] : line).Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            var columns = line.ToString().Split(',', StringSplitOptions.TrimEntries);
            sink.Add(
                columns[0],
                columns.Length > 1 ? columns[1] : null,
                columns.Length > 2 ? IndicatorSink.Time(columns[2]) : null,
                null,
                0,
                $"line {number}");
        }
    }
}

using System.Text.Json;

namespace Soc.Enrichment.Indicators;

/// <summary>Reads indicators in whatever form they come: plain lists, MISP warning lists, STIX 2.1 bundles, the API's own JSON.</summary>
public static class IndicatorDocuments
{
    /// <param name="listName">Name for a list that has none of its own.</param>
    /// <param name="nowMs">Taken as the time of listing where the document gives none, ms since the epoch.</param>
    public static ParsedIndicators Parse(ReadOnlyMemory<byte> body, string? listName, long nowMs)
    {
        var sink = new IndicatorSink(listName ?? "unnamed list", nowMs);
        var text = body.Span;
        if (text.StartsWith("\ufeff"u8))
        {
            body = body[3..];
            text = body.Span;
        }

        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0 && text[start] is (byte)'{' or (byte)'[')
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                JsonIndicators.Read(document.RootElement, sink);
            }
            catch (JsonException e)
            {
                sink.Problem($"The body begins like JSON and is none ({e.Message}).");
            }
        }
        else
        {
            PlainIndicators.Read(text, sink);
        }

        return sink.Result();
    }
}

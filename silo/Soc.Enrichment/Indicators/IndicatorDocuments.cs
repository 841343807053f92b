using System.Text.Json;

namespace Soc.Enrichment.Indicators;

/// <summary>Reads indicators in whatever form they come: plain lists, MISP warning lists, STIX 2.1 bundles, the API's own JSON.</summary>
public static class IndicatorDocuments
{
    /// <summary>Largest document, bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const string Unnamed = "unnamed list";

    /// <summary>Never throws on data: what cannot be read is among the problems.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="listName">Name for a list that has none of its own.</param>
    /// <param name="nowMs">Taken as the time of listing where the document gives none, ms since the epoch.</param>
    public static ParsedIndicators Parse(ReadOnlyMemory<byte> body, string? listName, long nowMs)
    {
        var sink = new IndicatorSink(string.IsNullOrWhiteSpace(listName) ? Unnamed : listName.Trim(), nowMs);
        if (body.Length > MaxBytes)
        {
            sink.Problem($"A document holds at most {MaxBytes} bytes, this one {body.Length}: send it in parts.");
            return sink.Result();
        }

        if (body.Span.StartsWith("\ufeff"u8))
        {
            body = body[3..];
        }

        var start = body.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0 && body.Span[start] is (byte)'{' or (byte)'[')
        {
            ReadJson(body, sink);
        }
        else
        {
            PlainIndicators.Read(body.Span, sink);
        }

        return sink.Result();
    }

    private static void ReadJson(ReadOnlyMemory<byte> body, IndicatorSink sink)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonIndicators.Read(document.RootElement, sink);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            sink.Problem($"The body begins like JSON and is none ({e.Message}).");
        }
    }
}

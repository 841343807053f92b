using System.Text.Json;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>
/// Splits a raw body by lines; CR before LF belongs to the line end, and blank lines are nothing. A body of JSON documents
/// written over several lines (an export sent as it is) is split by documents instead, or no line of it would make sense.
/// </summary>
internal static class HecRawReader
{
    private static readonly JsonReaderOptions ReaderOptions = new() { AllowMultipleValues = true, MaxDepth = 64 };

    public static List<IngestRecord> Read(ReadOnlyMemory<byte> body, in IngestRecord defaults, int maxRecordBytes) =>
        IsOverSeveralLines(body.Span) && TryReadDocuments(body, defaults, maxRecordBytes) is { } documents ? documents : ReadLines(body, defaults, maxRecordBytes);

    private static List<IngestRecord> ReadLines(ReadOnlyMemory<byte> body, in IngestRecord defaults, int maxRecordBytes)
    {
        var records = new List<IngestRecord>();
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Length > 0 && line.Span[^1] == (byte)'\r')
            {
                line = line[..^1];
            }

            if (!line.Span.Trim(" \t"u8).IsEmpty)
            {
                records.Add(Record(line, defaults, maxRecordBytes));
            }
        }

        return records;
    }

    private static IngestRecord Record(ReadOnlyMemory<byte> raw, in IngestRecord defaults, int maxRecordBytes) =>
        defaults with { Raw = raw, Defect = raw.Length > maxRecordBytes ? IngestReasons.Oversized : null };

    /// <summary>True when the body begins with a bracket that the first line does not close.</summary>
    private static bool IsOverSeveralLines(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart("\uFEFF \t\r\n"u8);
        if (body is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        var end = body.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(body[..end], isFinalBlock: false, new JsonReaderState(ReaderOptions));
        try
        {
            return reader.Read() && !reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The documents, or null when the body is not well-formed throughout.</summary>
    private static List<IngestRecord>? TryReadDocuments(ReadOnlyMemory<byte> body, in IngestRecord defaults, int maxRecordBytes)
    {
        var records = new List<IngestRecord>();
        var start = body.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(body.Span[start..], ReaderOptions);
        try
        {
            while (reader.Read())
            {
                var from = start + (int)reader.TokenStartIndex;
                reader.Skip();
                records.Add(Record(body[from..(start + (int)reader.BytesConsumed)], defaults, maxRecordBytes));
            }

            return records;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

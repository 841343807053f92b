using System.Text;
using System.Text.Json;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>
/// Reads JSON objects that follow one another, with white space or nothing between them. An envelope without a usable
/// event costs only itself. Where the JSON itself breaks, a dead letter takes what there is up to the next line that begins
/// an object, and reading goes on there: no shipper sends a refused batch again, so that nothing that could be read is lost.
/// </summary>
internal static class HecEnvelopeReader
{
    private const int MaxDepth = 64;

    /// <summary>A bracket never closed is read to the end of the body each time anew: so many times, and the rest is one dead letter.</summary>
    private const int MaxBodiesRead = 8;

    private static readonly JsonReaderOptions ReaderOptions = new() { AllowMultipleValues = true, MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <param name="body">The whole body; the records point into it.</param>
    /// <param name="defaults">Sourcetype, host and time given by the URL, used where an envelope has none.</param>
    /// <param name="maxRecordBytes">Longest event.</param>
    public static HecEnvelopes Read(ReadOnlyMemory<byte> body, in IngestRecord defaults, int maxRecordBytes)
    {
        body = TrimBom(body);
        var records = new List<IngestRecord>();
        HecReply? error = null;
        var budgetBytes = (long)MaxBodiesRead * body.Length;
        while (TryReadUntilBroken(body, defaults, maxRecordBytes, records, ref error, out var brokenAt, out var readBytes))
        {
            budgetBytes -= readBytes;
            var next = budgetBytes > 0 ? NextLineWithObject(body.Span, brokenAt) : body.Length;
            error ??= HecReply.InvalidFormat with { InvalidEventNumber = records.Count };
            records.Add(defaults with { Raw = body[brokenAt..next], Defect = IngestReasons.InvalidEnvelope });
            body = body[next..];
        }

        return new HecEnvelopes(records, error);
    }

    /// <summary>False when the body was read to its end.</summary>
    private static bool TryReadUntilBroken(
        ReadOnlyMemory<byte> body, in IngestRecord defaults, int maxRecordBytes, List<IngestRecord> records, ref HecReply? error, out int brokenAt, out long readBytes)
    {
        var reader = new Utf8JsonReader(body.Span, ReaderOptions);
        brokenAt = 0;
        try
        {
            while (reader.Read())
            {
                brokenAt = (int)reader.TokenStartIndex;
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    throw new JsonException();
                }

                var fields = ReadFields(ref reader, body, defaults);
                var record = ToRecord(fields, body[brokenAt..(int)reader.BytesConsumed], maxRecordBytes, out var refusal);
                error ??= refusal is null ? null : refusal with { InvalidEventNumber = records.Count };
                records.Add(record);
                brokenAt = (int)reader.BytesConsumed;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no valid UTF-8 or UTF-16.
            readBytes = reader.BytesConsumed;
            return true;
        }

        readBytes = body.Length;
        return false;
    }

    private static int NextLineWithObject(ReadOnlySpan<byte> body, int at)
    {
        while (body[at..].IndexOf((byte)'\n') is >= 0 and var toLineEnd)
        {
            at += toLineEnd + 1;
            if (body[at..].TrimStart(" \t\r"u8) is [(byte)'{', ..])
            {
                return at;
            }
        }

        return body.Length;
    }

    private static Fields ReadFields(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, in IngestRecord defaults)
    {
        var fields = new Fields { Sourcetype = defaults.Sourcetype, Host = defaults.Host, TimeMs = defaults.TimeMs };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event"u8))
            {
                reader.Read();
                fields.HasEvent = reader.TokenType != JsonTokenType.Null;
                fields.Event = ReadEvent(ref reader, body);
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                fields.TimeMs = reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? HecTime.ToMs(reader.ValueSpan) : fields.TimeMs;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("sourcetype"u8))
            {
                fields.Sourcetype = ReadText(ref reader) ?? fields.Sourcetype;
            }
            else if (reader.ValueTextEquals("host"u8))
            {
                fields.Host = ReadText(ref reader) ?? fields.Host;
            }
            else
            {
                // index, source, fields and what else shippers add.
                reader.Read();
                reader.Skip();
            }
        }

        return fields;
    }

    /// <summary>Text unescaped; anything else as the bytes that it came in.</summary>
    private static ReadOnlyMemory<byte> ReadEvent(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return body.Slice(start + 1, reader.ValueSpan.Length);
            case JsonTokenType.String:
                return Unescape(ref reader, body.Slice(start + 1, reader.ValueSpan.Length));
            default:
                reader.Skip();
                return body[start..(int)reader.BytesConsumed];
        }
    }

    private static ReadOnlyMemory<byte> Unescape(ref Utf8JsonReader reader, ReadOnlyMemory<byte> escaped)
    {
        try
        {
            var text = new byte[escaped.Length];
            return text.AsMemory(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8: the parser gets it as it came, rather than the request being lost.
            return escaped;
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = Encoding.UTF8.GetString(Unescape(ref reader, reader.ValueSpan.ToArray()).Span);
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        reader.Skip();
        return null;
    }

    private static IngestRecord ToRecord(Fields fields, ReadOnlyMemory<byte> envelope, int maxRecordBytes, out HecReply? refusal)
    {
        refusal = null;
        var record = new IngestRecord(fields.Event, fields.Sourcetype, fields.Host, fields.TimeMs);
        if (!fields.HasEvent)
        {
            refusal = HecReply.EventRequired;
            return record with { Raw = envelope, Defect = IngestReasons.EventMissing };
        }

        if (IsBlank(fields.Event.Span))
        {
            refusal = HecReply.EventBlank;
            return record with { Raw = envelope, Defect = IngestReasons.EventBlank };
        }

        return fields.Event.Length > maxRecordBytes ? record with { Defect = IngestReasons.Oversized } : record;
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8).IsEmpty;

    private static ReadOnlyMemory<byte> TrimBom(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private struct Fields
    {
        public ReadOnlyMemory<byte> Event;
        public bool HasEvent;
        public string? Sourcetype;
        public string? Host;
        public long TimeMs;
    }
}

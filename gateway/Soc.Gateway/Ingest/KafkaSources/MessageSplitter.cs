using System.Text;
using System.Text.Json;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>
/// Cuts a message into records. Never throws on data: JSON that breaks off goes on as it is, line by line or whole, since parsers find
/// what is sound in it; what cannot be a record at all carries its reason. The records point into the message.
/// </summary>
/// <param name="maxMessageBytes">Longest message.</param>
/// <param name="maxRecordBytes">Longest record.</param>
/// <param name="maxRecords">Most records of a message.</param>
internal sealed class MessageSplitter(int maxMessageBytes, int maxRecordBytes, int maxRecords)
{
    private static readonly JsonReaderOptions ReaderOptions = new() { AllowMultipleValues = true, MaxDepth = 64 };

    /// <param name="value">Null: a tombstone.</param>
    /// <param name="defaults">What all records have in common; its place is the first record's.</param>
    /// <param name="records">Gets the records, at least one.</param>
    public void Split(byte[]? value, KafkaMessageFormat format, in IngestRecord defaults, List<IngestRecord> records)
    {
        if (value is null)
        {
            records.Add(defaults with { Raw = default, Defect = IngestReasons.Tombstone });
            return;
        }

        if (value.Length > maxMessageBytes)
        {
            records.Add(defaults with { Raw = value, Defect = IngestReasons.Oversized });
            return;
        }

        var message = new Message(defaults, records, maxRecordBytes, maxRecords);
        var text = value.AsMemory(value.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        if (format == KafkaMessageFormat.Lines || (format == KafkaMessageFormat.Auto && !BeginsLikeJson(text.Span)))
        {
            Lines(text, message);
        }
        else
        {
            Json(text, opensEnvelopes: format != KafkaMessageFormat.Json, isOnly: format != KafkaMessageFormat.Auto, message);
        }

        if (message.Count == 0)
        {
            records.Add(defaults with { Raw = default, Defect = IngestReasons.EmptyMessage });
        }
    }

    private static bool BeginsLikeJson(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static void Lines(ReadOnlyMemory<byte> text, Message message)
    {
        while (message.TryNextLine(ref text, out var line))
        {
            message.Add(line);
        }
    }

    /// <param name="isOnly">Anything but JSON has no meaning here.</param>
    private static void Json(ReadOnlyMemory<byte> text, bool opensEnvelopes, bool isOnly, Message message)
    {
        if (TryDocuments(text, opensEnvelopes, message))
        {
            return;
        }

        if (IsOverSeveralLines(text.Span))
        {
            message.Add(text);
            return;
        }

        while (message.TryNextLine(ref text, out var line))
        {
            if (TryDocuments(line, opensEnvelopes, message))
            {
                continue;
            }

            message.Add(line, isOnly && !BeginsLikeJson(line.Span) ? IngestReasons.NotJson : null);
        }
    }

    /// <summary>True when the first line begins a document and does not end it: by lines, none would make sense.</summary>
    private static bool IsOverSeveralLines(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        if (end < 0 || !BeginsLikeJson(text))
        {
            return false;
        }

        var reader = new Utf8JsonReader(text[..end], isFinalBlock: false, new JsonReaderState(ReaderOptions));
        try
        {
            return reader.Read() && !reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>False, with nothing taken, when it is not well-formed throughout.</summary>
    private static bool TryDocuments(ReadOnlyMemory<byte> text, bool opensEnvelopes, Message message)
    {
        var before = message.Count;
        var reader = new Utf8JsonReader(text.Span, ReaderOptions);
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartArray:
                        Elements(ref reader, text, message);
                        break;
                    case JsonTokenType.StartObject:
                        Object(ref reader, text, opensEnvelopes, message);
                        break;
                    default:
                        message.Back(before);
                        return false;
                }
            }

            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is no valid UTF-8 or UTF-16.
            message.Back(before);
            return false;
        }
    }

    private static void Object(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, bool opensEnvelopes, Message message)
    {
        var from = (int)reader.TokenStartIndex;
        var wasOpened = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = opensEnvelopes && reader.ValueTextEquals("records"u8);
            reader.Read();
            if (isList && reader.TokenType == JsonTokenType.StartArray && HoldsObjects(reader))
            {
                Elements(ref reader, text, message);
                wasOpened = true;
            }
            else
            {
                reader.Skip();
            }
        }

        if (!wasOpened)
        {
            var whole = text[from..(int)reader.BytesConsumed];
            if (opensEnvelopes && IsEmptyEnvelope(whole.Span))
            {
                message.AddEmpty();
            }
            else
            {
                message.Add(whole);
            }
        }
    }

    /// <summary>A list of numbers or words called "records" belongs to a record, and is no envelope.</summary>
    private static bool HoldsObjects(Utf8JsonReader ahead) => ahead.Read() && ahead.TokenType == JsonTokenType.StartObject;

    private static bool IsEmptyEnvelope(ReadOnlySpan<byte> whole)
    {
        var reader = new Utf8JsonReader(whole, ReaderOptions);
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("records"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }

    private static void Elements(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, Message message)
    {
        var depth = reader.CurrentDepth;
        var restFrom = -1;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            var from = (int)reader.TokenStartIndex;
            if (message.IsFull)
            {
                restFrom = restFrom < 0 ? from : restFrom;
                reader.Skip();
                continue;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    reader.Skip();
                    message.Add(text[from..(int)reader.BytesConsumed]);
                    break;
                case JsonTokenType.String:
                    message.Add(Text(ref reader, text));
                    break;
                default:
                    reader.Skip();
                    message.Add(text[from..(int)reader.BytesConsumed], IngestReasons.InvalidElement);
                    break;
            }
        }

        if (restFrom >= 0)
        {
            message.AddRest(text[restFrom..(int)reader.TokenStartIndex]);
        }
    }

    private static ReadOnlyMemory<byte> Text(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text)
    {
        var escaped = text.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (!reader.ValueIsEscaped)
        {
            return escaped;
        }

        try
        {
            var plain = new byte[escaped.Length];
            return plain.AsMemory(0, reader.CopyString(plain));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8: the parser gets it as it came.
            return escaped;
        }
    }

    /// <summary>The records of one message.</summary>
    private sealed class Message(IngestRecord defaults, List<IngestRecord> records, int maxRecordBytes, int maxRecords)
    {
        private readonly int _first = records.Count;
        private bool _hasRest;

        public int Count => records.Count - _first;

        public bool IsFull => Count >= maxRecords;

        public void Back(int count)
        {
            records.RemoveRange(_first + count, Count - count);
            _hasRest &= Count > maxRecords;
        }

        public void Add(ReadOnlyMemory<byte> raw, string? defect = null)
        {
            if (raw.IsEmpty)
            {
                AddEmpty();
            }
            else if (!IsFull)
            {
                var reason = defect ?? (raw.Length > maxRecordBytes ? IngestReasons.Oversized : null);
                records.Add(defaults with { Raw = raw, Defect = reason, Place = KafkaPlace.Of(defaults.Place, Count) });
            }
            else
            {
                AddRest(raw);
            }
        }

        public void AddEmpty() => records.Add(defaults with { Raw = default, Defect = IngestReasons.EmptyMessage });

        /// <summary>One dead letter for what is too much, with the first of it.</summary>
        public void AddRest(ReadOnlyMemory<byte> rest)
        {
            if (!_hasRest)
            {
                _hasRest = true;
                records.Add(defaults with { Raw = rest, Defect = IngestReasons.TooManyRecords });
            }
        }

        /// <summary>The next line that is not blank, without its line end; all that is left when there are too many.</summary>
        public bool TryNextLine(ref ReadOnlyMemory<byte> text, out ReadOnlyMemory<byte> line)
        {
            while (text.Length > 0)
            {
                if (IsFull)
                {
                    if (!text.Span.Trim(" \t\r\n"u8).IsEmpty)
                    {
                        AddRest(text);
                    }

                    break;
                }

                var end = text.Span.IndexOf((byte)'\n');
                line = end < 0 ? text : text[..end];
                text = end < 0 ? default : text[(end + 1)..];
                if (line.Length > 0 && line.Span[^1] == (byte)'\r')
                {
                    line = line[..^1];
                }

                if (!line.Span.Trim(" \t"u8).IsEmpty)
                {
                    return true;
                }
            }

            line = default;
            return false;
        }
    }
}

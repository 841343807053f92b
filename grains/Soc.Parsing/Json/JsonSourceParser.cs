using System.Text.Json;

namespace Soc.Parsing.Json;

/// <summary>
/// A source whose records are JSON: one object, several in a row, an array, or an envelope that holds a list
/// ({"records":[…]}), with or without a syslog header. Each object is read on its own, so that one that makes no sense,
/// or is no JSON at all, does not lose the others; of a cut envelope the objects before the cut are kept.
/// </summary>
public abstract class JsonSourceParser : ISourceParser
{
    /// <summary>How many properties of an object are looked at for the envelope's list.</summary>
    private const int EnvelopeLookAhead = 4;

    public abstract string Id { get; }

    public abstract int Recognise(ReadOnlySpan<byte> record);

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        var document = JsonFrame.Document(record);
        if (document.IsEmpty)
        {
            return ParseResult.Malformed(JsonReasons.Missing);
        }

        // Up to the document's end, not the record's, so that trailing NULs stay outside; positions are the record's.
        record.Overlaps(document, out var start);
        var text = record[..(start + document.Length)];
        var found = default(JsonTally);
        var at = start;
        try
        {
            Walk(text, context, ref at, ref found);
        }
        catch (JsonException)
        {
            GoOn(text, context, at, ref found);
        }

        return found.ToResult();
    }

    /// <summary>True for the property that holds the list of events in an envelope.</summary>
    protected abstract bool IsEnvelope(ReadOnlySpan<byte> propertyName);

    /// <summary>Reads one object. The reader stands on its StartObject and must stand on its EndObject afterwards.</summary>
    protected abstract ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope);

    /// <summary>Reads well-formed JSON; <paramref name="at"/> is where the object begins that is being read, should it break.</summary>
    private void Walk(ReadOnlySpan<byte> text, in SourceContext context, ref int at, ref JsonTally found)
    {
        var start = at;
        var document = text[start..];
        var reader = JsonRead.Reader(document);
        while (reader.Read())
        {
            at = start + (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when TryEnterEnvelope(ref reader):
                case JsonTokenType.StartArray:
                case JsonTokenType.EndArray:
                case JsonTokenType.EndObject:
                    break;
                case JsonTokenType.StartObject:
                    var depth = reader.CurrentDepth;
                    var result = ReadElement(ref reader, new ElementScope(document, at - start, context));
                    if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
                    {
                        found.Add(ElementResult.Malformed(JsonReasons.Truncated), at, text.Length);
                        return;
                    }

                    found.Add(result, at, start + (int)reader.BytesConsumed);
                    break;
                case JsonTokenType.PropertyName:
                    if (!reader.Read() || !reader.TrySkip())
                    {
                        found.Add(ElementResult.Malformed(JsonReasons.Truncated), at, text.Length);
                        return;
                    }

                    break;
                default:
                    found.Add(ElementResult.Malformed(JsonReasons.NotObject), at, start + (int)reader.BytesConsumed);
                    break;
            }

            at = start + (int)reader.BytesConsumed;
        }

        if (reader.CurrentDepth > 0 || at < text.Length)
        {
            // Nothing of an object is left over when only the list's own end is missing: then it is the record that was cut.
            found.Add(ElementResult.Malformed(JsonReasons.Truncated), at < text.Length ? at : start, text.Length);
        }
    }

    /// <summary>After the JSON broke at <paramref name="at"/>: finds the objects that follow, and reads each on its own.</summary>
    private void GoOn(ReadOnlySpan<byte> text, in SourceContext context, int at, ref JsonTally found)
    {
        var resync = new JsonResync(text);
        var next = resync.After(at);
        if (next is null)
        {
            found.Add(ElementResult.Malformed(JsonReasons.Invalid), at, text.Length);
        }

        while (next is { } start)
        {
            var end = start;
            var result = ElementResult.Malformed(JsonReasons.Invalid);
            next = text[start] == (byte)'{' && TryReadOne(text, start, context, ref result, ref end)
                ? resync.After(end)
                : resync.AfterBroken(start, out end);
            found.Add(result, start, end);
        }
    }

    private bool TryReadOne(ReadOnlySpan<byte> text, int at, in SourceContext context, ref ElementResult result, ref int end)
    {
        var document = text[at..];
        var reader = JsonRead.Reader(document);
        try
        {
            reader.Read();
            var read = ReadElement(ref reader, new ElementScope(document, start: 0, context));
            if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != 0)
            {
                result = ElementResult.Malformed(JsonReasons.Truncated);
                return false;
            }

            (result, end) = (read, at + (int)reader.BytesConsumed);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryEnterEnvelope(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        for (var i = 0; i < EnvelopeLookAhead && JsonRead.NextProperty(ref ahead); i++)
        {
            if (IsEnvelope(ahead.ValueSpan))
            {
                var before = ahead;
                if (ahead.Read() && ahead.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    reader = before;
                    return true;
                }
            }
            else if (!ahead.Read())
            {
                return false;
            }

            if (!ahead.TrySkip())
            {
                return false;
            }
        }

        return false;
    }
}

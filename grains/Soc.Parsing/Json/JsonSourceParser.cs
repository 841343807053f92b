using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Parsing.Json;

/// <summary>
/// A source whose records are JSON: one object, several in a row, an array, or an envelope that holds a list
/// ({"records":[…]}), with or without a syslog header. Each object is read on its own, so that one that makes no sense
/// does not lose the others; of a cut envelope the objects before the cut are kept.
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

        var found = default(JsonTally);
        try
        {
            Walk(document, context, ref found);
        }
        catch (JsonException)
        {
            found.Add(ElementResult.Malformed(JsonReasons.Invalid));
        }

        return found.ToResult();
    }

    /// <summary>True for the property that holds the list of events in an envelope.</summary>
    protected abstract bool IsEnvelope(ReadOnlySpan<byte> propertyName);

    /// <summary>Reads one object. The reader stands on its StartObject and must stand on its EndObject afterwards.</summary>
    protected abstract ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope);

    private void Walk(ReadOnlySpan<byte> document, in SourceContext context, ref JsonTally found)
    {
        var reader = JsonRead.Reader(document);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when TryEnterEnvelope(ref reader):
                case JsonTokenType.StartArray:
                case JsonTokenType.EndArray:
                case JsonTokenType.EndObject:
                    break;
                case JsonTokenType.StartObject:
                    var depth = reader.CurrentDepth;
                    var result = ReadElement(ref reader, new ElementScope(document, (int)reader.TokenStartIndex, context));
                    if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
                    {
                        found.Add(ElementResult.Malformed(JsonReasons.Truncated));
                        return;
                    }

                    found.Add(result);
                    break;
                case JsonTokenType.PropertyName:
                    if (!reader.Read() || !reader.TrySkip())
                    {
                        found.Add(ElementResult.Malformed(JsonReasons.Truncated));
                        return;
                    }

                    break;
                default:
                    found.Add(ElementResult.Malformed(JsonReasons.NotObject));
                    break;
            }
        }

        if (reader.CurrentDepth > 0 || reader.BytesConsumed < document.Length)
        {
            found.Add(ElementResult.Malformed(JsonReasons.Truncated));
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

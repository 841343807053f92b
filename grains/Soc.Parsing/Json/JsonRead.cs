using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Soc.Model;
using Soc.Model.Events;
using Soc.Parsing.Text;

namespace Soc.Parsing.Json;

/// <summary>Reads the members of a JSON object; <paramref name="reader"/> stands on its StartObject, and on its EndObject afterwards.</summary>
internal delegate void JsonObjectReader<TState>(ref Utf8JsonReader reader, ref TState state);

/// <summary>
/// Forgiving reads over <see cref="Utf8JsonReader"/>. The reader is made for a partial block, so that a cut document ends in
/// <c>Read() == false</c> and not in an exception. Each value method moves from the property name to its value and consumes it whole.
/// </summary>
internal static class JsonRead
{
    /// <summary>Longest text kept of one value, in characters.</summary>
    public const int MaxTextChars = 512;

    private const int MaxNestedBytes = 64 * 1024;
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 64 };

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> json) => new(json, isFinalBlock: false, new JsonReaderState(Options));

    /// <summary>Moves to the next property of the object; false at its end, or where the document is cut.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>The field that the current property name means.</summary>
    public static TField Field<TField>(ref Utf8JsonReader reader, JsonNames<TField> names)
        where TField : struct, Enum
    {
        if (!reader.ValueIsEscaped)
        {
            return names.Find(reader.ValueSpan);
        }

        Span<byte> buffer = stackalloc byte[128];
        return reader.ValueSpan.Length <= buffer.Length && TryUnescape(ref reader, buffer, out var length) ? names.Find(buffer[..length]) : default;
    }

    /// <summary>Consumes the property's value, whatever it is.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            reader.TrySkip();
        }
    }

    /// <summary>Text of a string, number or boolean, at most <see cref="MaxTextChars"/> characters; null for null, empty text, objects and arrays.</summary>
    public static string? Text(ref Utf8JsonReader reader) => reader.Read() ? CurrentText(ref reader) : null;

    /// <summary>As <see cref="Text"/>, of the value that the reader stands on.</summary>
    public static string? CurrentText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Limit(RawText(ref reader));
            case JsonTokenType.Number:
            case JsonTokenType.True:
            case JsonTokenType.False:
                return StringPool.Get(reader.ValueSpan);
            default:
                reader.TrySkip();
                return null;
        }
    }

    /// <summary>UTF-8 of a string or number without its escapes; empty for anything else. Escaped text is copied, the ordinary case is not.</summary>
    public static ReadOnlySpan<byte> Utf8(ref Utf8JsonReader reader) => reader.Read() ? CurrentUtf8(ref reader) : default;

    /// <summary>As <see cref="Utf8"/>, of the value that the reader stands on.</summary>
    public static ReadOnlySpan<byte> CurrentUtf8(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                return Encoding.UTF8.GetBytes(RawText(ref reader));
            case JsonTokenType.String:
            case JsonTokenType.Number:
                return reader.ValueSpan;
            default:
                reader.TrySkip();
                return default;
        }
    }

    /// <summary>A whole number, also where it is written as text; null for anything else.</summary>
    public static long? Number(ref Utf8JsonReader reader)
    {
        var text = Utf8(ref reader);
        return Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length ? value : null;
    }

    /// <summary>True or false, also where it is written as text; null for anything else.</summary>
    public static bool? Flag(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return null;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return Ascii.EqualsIgnoreCase(reader.ValueSpan, "true"u8) ? true
                    : Ascii.EqualsIgnoreCase(reader.ValueSpan, "false"u8) ? false
                    : null;
            default:
                reader.TrySkip();
                return null;
        }
    }

    /// <summary>An instant; see <see cref="JsonTime"/>.</summary>
    public static JsonTime Time(ref Utf8JsonReader reader, int zoneOffsetMinutes) => JsonTime.Parse(Utf8(ref reader), zoneOffsetMinutes);

    /// <summary>Canonical address and the port written behind it ("203.0.113.7:51234"), 0 when there is none.</summary>
    public static string? Address(ref Utf8JsonReader reader, out int port)
    {
        var text = Utf8(ref reader).Trim(" \""u8);
        port = 0;
        var colon = text.LastIndexOf((byte)':');
        var hasPort = colon > 0 && (text[colon - 1] == ']' || text.IndexOf((byte)':') == colon);
        if (hasPort && Utf8Parser.TryParse(text[(colon + 1)..], out int value, out _) && value is > 0 and <= 65535)
        {
            port = value;
        }

        return IpText.Canonical(text);
    }

    /// <summary>
    /// Reads an object that may be written as itself or as a string holding its JSON (non-interactive Entra logs, Log Analytics exports).
    /// Anything else is skipped; JSON in a string that cannot be read is taken as far as it goes.
    /// </summary>
    public static void Object<TState>(ref Utf8JsonReader reader, ref TState state, JsonObjectReader<TState> read)
    {
        if (reader.Read())
        {
            CurrentNested(ref reader, ref state, read, JsonTokenType.StartObject);
        }
    }

    /// <summary>Reads each object of an array, which may be written as itself or as a string; a single object counts as an array of one.</summary>
    public static void Objects<TState>(ref Utf8JsonReader reader, ref TState state, JsonObjectReader<TState> read)
    {
        if (reader.Read())
        {
            CurrentNested(ref reader, ref state, read, JsonTokenType.StartArray);
        }
    }

    private static void CurrentNested<TState>(ref Utf8JsonReader reader, ref TState state, JsonObjectReader<TState> read, JsonTokenType wanted)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                read(ref reader, ref state);
                break;
            case JsonTokenType.StartArray when wanted == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType == JsonTokenType.StartObject)
                    {
                        read(ref reader, ref state);
                    }
                    else
                    {
                        reader.TrySkip();
                    }
                }

                break;
            case JsonTokenType.String:
                Stringified(ref reader, ref state, read, wanted);
                break;
            default:
                reader.TrySkip();
                break;
        }
    }

    private static void Stringified<TState>(ref Utf8JsonReader outer, ref TState state, JsonObjectReader<TState> read, JsonTokenType wanted)
    {
        var written = outer.ValueSpan;
        if (written.Length is < 2 or > MaxNestedBytes || written.TrimStart(" \t"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(written.Length);
        try
        {
            if (!TryUnescape(ref outer, buffer, out var length))
            {
                return;
            }

            var inner = Reader(buffer.AsSpan(0, length));
            if (inner.Read() && inner.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                CurrentNested(ref inner, ref state, read, wanted);
            }
        }
        catch (JsonException)
        {
            // A detail that cannot be read does not spoil the event that carries it.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryUnescape(ref Utf8JsonReader reader, scoped Span<byte> buffer, out int length)
    {
        try
        {
            length = reader.CopyString(buffer);
            return true;
        }
        catch (InvalidOperationException)
        {
            length = 0;
            return false;
        }
    }

    // GetString throws on bytes that are not UTF-8 (a name in Latin-1) and on half a surrogate pair; such text is kept with replacement characters.
    private static string RawText(ref Utf8JsonReader reader)
    {
        // Applications, tenants, devices, cities, people: most values come again.
        if (!reader.ValueIsEscaped)
        {
            return StringPool.Get(reader.ValueSpan);
        }

        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static string? Limit(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return Clip.To(text, MaxTextChars);
    }
}

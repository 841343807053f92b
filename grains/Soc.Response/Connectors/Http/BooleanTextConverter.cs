using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soc.Response.Connectors.Http;

/// <summary>Environment variables have texts only: "true" and "false" are taken as what they say.</summary>
internal sealed class BooleanTextConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when bool.TryParse(reader.GetString(), out var value) => value,
        _ => throw new JsonException("It is neither true nor false."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

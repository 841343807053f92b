using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soc.Response.Connectors.Http;

/// <summary>Reads a reference; whatever is none is refused without being repeated.</summary>
internal sealed class SecretReferenceConverter : JsonConverter<SecretReference>
{
    public override SecretReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && SecretReference.TryParse(reader.GetString()) is { } reference
            ? reference
            : throw new JsonException("a secret stands here by reference only: env:NAME or file:/path");

    public override void Write(Utf8JsonWriter writer, SecretReference value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

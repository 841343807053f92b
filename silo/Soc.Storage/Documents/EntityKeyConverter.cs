using System.Text.Json;
using System.Text.Json.Serialization;
using Soc.Model.Entities;

namespace Soc.Storage.Documents;

/// <summary>A key as its text; no key as an empty one.</summary>
internal sealed class EntityKeyConverter : JsonConverter<EntityKey>
{
    public override EntityKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EntityKey.TryParse(reader.GetString(), out var key) ? key : default;

    public override void Write(Utf8JsonWriter writer, EntityKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Client is null ? "" : value.ToString());
}

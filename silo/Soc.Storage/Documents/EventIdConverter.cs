using System.Text.Json;
using System.Text.Json.Serialization;
using Soc.Model.Events;

namespace Soc.Storage.Documents;

/// <summary>An event id as its text.</summary>
internal sealed class EventIdConverter : JsonConverter<EventId>
{
    public override EventId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EventId.TryParse(reader.GetString(), out var id) ? id : default;

    public override void Write(Utf8JsonWriter writer, EventId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soc.Storage.Documents;

/// <summary>The stored form of an incident: JSON by member name, so that members can be added.</summary>
internal static class IncidentJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        // A score that is no number must not stop the writing of an incident.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EntityKeyConverter(), new EventIdConverter() },
    };
}

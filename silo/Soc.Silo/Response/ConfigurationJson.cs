using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Soc.Silo.Response;

/// <summary>A part of the configuration as JSON, for settings whose form only their reader knows. Numbers and truth values stay texts.</summary>
internal static class ConfigurationJson
{
    /// <summary>Deeper settings are a mistake.</summary>
    private const int MaxDepth = 8;

    /// <returns>An object, also when the section is empty.</returns>
    /// <exception cref="InvalidOperationException">It is nested too deep.</exception>
    public static JsonElement Of(IConfigurationSection section) =>
        JsonSerializer.SerializeToElement(section.GetChildren().Any() ? NodeOf(section, 0) : new JsonObject());

    private static JsonNode? NodeOf(IConfigurationSection section, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"{section.Path}: settings are nested {MaxDepth} deep at most.");
        }

        var children = section.GetChildren().ToArray();
        if (children.Length == 0)
        {
            return section.Value is { } value ? JsonValue.Create(value) : null;
        }

        // Lists have the keys 0, 1, 2 …
        return Array.TrueForAll(children, c => int.TryParse(c.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new JsonArray([.. children.OrderBy(c => int.Parse(c.Key, CultureInfo.InvariantCulture)).Select(c => NodeOf(c, depth + 1))])
            : new JsonObject(children.Select(c => KeyValuePair.Create(c.Key, NodeOf(c, depth + 1))));
    }
}

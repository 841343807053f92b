using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Soc.Response.Connectors.Http;

/// <summary>Reads a connector's settings; what is wrong is named, and values are never repeated, since one may be a secret.</summary>
internal static class OptionsBinder
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new BooleanTextConverter() } };

    /// <exception cref="ConnectorSettingsException">A setting is unknown, missing or makes no sense.</exception>
    public static T Bind<T>(string connector, JsonElement options)
        where T : class
    {
        if (options.ValueKind != JsonValueKind.Object)
        {
            throw new ConnectorSettingsException($"{connector}: the settings must be an object.");
        }

        var properties = typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite)
            .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), p => p, StringComparer.OrdinalIgnoreCase);
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in options.EnumerateObject())
        {
            if (!properties.ContainsKey(setting.Name))
            {
                throw new ConnectorSettingsException($"{connector}: there is no setting '{setting.Name}'; known are {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}.");
            }

            if (!given.Add(setting.Name))
            {
                throw new ConnectorSettingsException($"{connector}: the setting '{setting.Name}' stands there twice.");
            }
        }

        foreach (var (name, property) in properties)
        {
            if (property.GetCustomAttribute<RequiredMemberAttribute>() is not null && (!given.Contains(name) || IsEmpty(options, name)))
            {
                throw new ConnectorSettingsException($"{connector}: the setting '{name}' is missing.");
            }
        }

        try
        {
            return options.Deserialize<T>(Format) ?? throw new ConnectorSettingsException($"{connector}: the settings are empty.");
        }
        catch (JsonException e)
        {
            var setting = e.Path is { Length: > 2 } path ? path[2..] : "?";
            throw new ConnectorSettingsException(
                e.Message.Contains("by reference", StringComparison.Ordinal)
                    ? $"{connector}: the setting '{setting}' must be a reference to a secret: env:NAME or file:/path."
                    : $"{connector}: the setting '{setting}' is not of the right kind.",
                e);
        }
    }

    private static bool IsEmpty(JsonElement options, string name) =>
        options.EnumerateObject().Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)
            && (p.Value.ValueKind == JsonValueKind.Null || (p.Value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(p.Value.GetString()))));
}

using System.Text.Json;

namespace Soc.Content.Tests.Ocsf;

/// <summary>Required attributes and constraints of OCSF 1.8.0 for the classes that are written.</summary>
internal static class OcsfRequirements
{
    private static readonly string[] Base = ["activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"];

    private static readonly Dictionary<int, string[]> OfClass = new()
    {
        [2004] = ["finding_info"],
        [2005] = ["finding_info_list", "status_id"],
        [3001] = ["user"],
        [3002] = ["user"],
        [3003] = ["user"],
        [3004] = ["entity"],
        [3006] = ["group"],
        [5001] = ["device"],
        [6002] = ["app"],
        [6006] = ["actor", "file", "src_endpoint"],
    };

    private static readonly Dictionary<int, string[]> AtLeastOne = new()
    {
        [3002] = ["service", "dst_endpoint"],
        [3003] = ["privileges", "group"],
        [4002] = ["http_request", "http_response"],
        [4014] = ["connection_info", "session", "src_endpoint", "traffic", "tunnel_interface", "tunnel_type_id"],
    };

    private static readonly Dictionary<string, string[]> OfObject = new(StringComparer.Ordinal)
    {
        ["metadata"] = ["product", "version"],
        ["device"] = ["type_id"],
        ["file"] = ["name", "type_id"],
        ["finding_info"] = ["uid"],
        ["connection_info"] = ["direction_id"],
    };

    private static readonly Dictionary<string, string[]> ObjectAtLeastOne = new(StringComparer.Ordinal)
    {
        ["user"] = ["account", "name", "uid"],
        ["src_endpoint"] = ["ip", "uid", "name", "hostname"],
        ["dst_endpoint"] = ["ip", "uid", "name", "hostname"],
        ["location"] = ["city", "country", "postal_code", "region"],
        ["service"] = ["name", "uid"],
        ["product"] = ["name", "uid"],
        ["url"] = ["url_string", "path", "hostname", "categories"],
    };

    public static IEnumerable<string> Missing(JsonElement e)
    {
        var classUid = e.GetProperty("class_uid").GetInt32();
        foreach (var name in Base.Concat(OfClass.GetValueOrDefault(classUid, [])).Where(n => !e.TryGetProperty(n, out _)))
        {
            yield return name;
        }

        if (AtLeastOne.TryGetValue(classUid, out var any) && !any.Any(n => e.TryGetProperty(n, out _)))
        {
            yield return string.Join('|', any);
        }

        if (e.GetProperty("type_uid").GetInt64() != (classUid * 100L) + e.GetProperty("activity_id").GetInt64())
        {
            yield return "type_uid";
        }

        foreach (var fault in MissingWithin(e))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> MissingWithin(JsonElement parent)
    {
        foreach (var property in parent.EnumerateObject().Where(p => p is { Value.ValueKind: JsonValueKind.Object, Name: not "unmapped" }))
        {
            foreach (var name in OfObject.GetValueOrDefault(property.Name, []).Where(n => !property.Value.TryGetProperty(n, out _)))
            {
                yield return $"{property.Name}.{name}";
            }

            if (ObjectAtLeastOne.TryGetValue(property.Name, out var any) && !any.Any(n => property.Value.TryGetProperty(n, out _)))
            {
                yield return $"{property.Name}.({string.Join('|', any)})";
            }

            foreach (var fault in MissingWithin(property.Value))
            {
                yield return fault;
            }
        }
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Content.Tests.Parsing;

/// <summary>Parse results as JSON that a person can read and compare: nulls, defaults and the raw slice left out, times also as ISO text.</summary>
internal static class EventText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>One array, an object a record.</summary>
    public static string Write(IEnumerable<JsonObject> results) => new JsonArray([.. results]).ToJsonString(Options) + "\n";

    public static JsonObject Describe(in ParseResult result, ISourceParser? parser)
    {
        var described = new JsonObject { ["outcome"] = result.Outcome.ToString() };
        if (result.Reason is not null)
        {
            described["reason"] = result.Reason;
        }

        if (parser is not null)
        {
            described["source"] = parser.Id;
        }

        if (result.Count > 0)
        {
            var events = new JsonArray();
            for (var i = 0; i < result.Count; i++)
            {
                events.Add((JsonNode)Describe(result[i]));
            }

            described["events"] = events;
        }

        return described;
    }

    private static JsonObject Describe(SecurityEvent e)
    {
        var body = JsonSerializer.SerializeToNode(e with { Raw = null }, Options)!.AsObject();
        var described = new JsonObject
        {
            ["id"] = e.Id.ToString(),
            ["time"] = DateTimeOffset.FromUnixTimeMilliseconds(e.TimeMs).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in body.ToArray())
        {
            if (name is not ("id" or "client" or "receivedMs" or "typeUid" or "categoryUid"))
            {
                body.Remove(name);
                described[name] = value;
            }
        }

        return described;
    }
}

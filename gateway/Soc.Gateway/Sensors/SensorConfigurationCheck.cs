using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Soc.Gateway.Sensors;

/// <summary>What a sensor would refuse is refused here, while somebody reads the answer.</summary>
internal static class SensorConfigurationCheck
{
    private const int MaxEntries = 64;
    private const int MaxTextChars = 4_096;

    public static Dictionary<string, string[]> Problems(JsonObject document)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, value) in document)
        {
            var problem = name switch
            {
                "version" => null,
                "interfaces" or "neverBlock" => IsTexts(value) ? null : $"Give a list of texts, at most {MaxEntries}.",
                "filter" => value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length <= MaxTextChars ? null : $"Give a filter as tcpdump has it, at most {MaxTextChars} characters.",
                "snapLengthBytes" => IsNumber(value, 96, 262_144) ? null : "Use 96 to 262144.",
                "maxFlows" => IsNumber(value, 1_024, 4_000_000) ? null : "Use 1024 to 4000000.",
                _ => "There is no such setting: interfaces, filter, snapLengthBytes, maxFlows, neverBlock.",
            };
            if (problem is not null)
            {
                problems[name] = [problem];
            }
        }

        if (Encoding.UTF8.GetByteCount(document.ToJsonString()) > SensorConfigurations.MaxBytes)
        {
            problems["configuration"] = [$"It is longer than {SensorConfigurations.MaxBytes} bytes."];
        }

        return problems;
    }

    private static bool IsTexts(JsonNode? value) =>
        value is JsonArray { Count: <= MaxEntries } list && list.All(v => v?.GetValueKind() == JsonValueKind.String && v.GetValue<string>().Length is > 0 and <= 255);

    private static bool IsNumber(JsonNode? value, int least, int most) =>
        value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<int>(out var number) && number >= least && number <= most;
}

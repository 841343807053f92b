using System.Runtime.InteropServices;
using System.Text.Json;

namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>What the client library tells of itself every few seconds.</summary>
/// <param name="IsConnected">A broker answers, and the login holds.</param>
/// <param name="LagMessages">Messages of the partitions read here that were not handed to us yet.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KafkaStatistics(bool IsConnected, long LagMessages)
{
    /// <summary>Null when it is not what the library writes.</summary>
    public static KafkaStatistics? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var isConnected = document.RootElement.GetProperty("brokers").EnumerateObject()
                .Any(static b => b.Value.GetProperty("state").ValueEquals("UP") && b.Value.GetProperty("source").GetString() is not "logical");
            var lag = document.RootElement.GetProperty("topics").EnumerateObject()
                .SelectMany(static t => t.Value.GetProperty("partitions").EnumerateObject())
                .Sum(static p => Lag(p.Value));
            return new KafkaStatistics(isConnected, lag);
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    // -1 as long as the library does not know.
    private static long Lag(JsonElement partition) => Math.Max(0, partition.GetProperty("consumer_lag").GetInt64());
}

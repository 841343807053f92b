using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>What each sensor is to do, signed: a file each, beside the authority, in the directory that all gateways share.</summary>
internal sealed class SensorConfigurations(string directory, SensorAuthority authority, TimeProvider time)
{
    /// <summary>Longest document, bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    // First word of what is signed; the sensor's program has the same.
    private const string Kind = "configuration";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(20);

    /// <summary>The document; null when there is none.</summary>
    public JsonObject? Read(string sensorId)
    {
        var path = PathOf(sensorId);
        return File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject : null;
    }

    /// <summary>Keeps it under the next version, which it also says.</summary>
    /// <exception cref="IOException">It cannot be written, or another gateway is at it for too long.</exception>
    public async Task<long> WriteAsync(string sensorId, JsonObject document, CancellationToken cancellationToken)
    {
        // Two gateways would otherwise give two documents the same version, and the sensor would take the first to come.
        await using var only = await LockAsync(sensorId, cancellationToken);
        var version = (Read(sensorId)?["version"]?.GetValue<long>() ?? 0) + 1;
        document["version"] = version;
        var path = PathOf(sensorId);
        await using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document), CancellationToken.None);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        return version;
    }

    /// <summary>As the sensor gets it; null when there is none, or none newer than it has.</summary>
    public ToSensor? NewerThan(string sensorId, long version)
    {
        if (Read(sensorId) is not { } document || (document["version"]?.GetValue<long>() ?? 0) is var current && current <= version)
        {
            return null;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(document);
        return new ToSensor
        {
            Configuration = new Configuration { Version = current, Document = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(authority.Sign(Kind, bytes)) },
        };
    }

    private async Task<FileStream> LockAsync(string sensorId, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(PathOf(sensorId) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(started) < LockPatience)
            {
                await Task.Delay(LockRetry, time, cancellationToken);
            }
        }
    }

    // Ids are hexadecimal digits, and were looked up before.
    private string PathOf(string sensorId) => Path.Combine(directory, $"configuration-{sensorId}.json");
}

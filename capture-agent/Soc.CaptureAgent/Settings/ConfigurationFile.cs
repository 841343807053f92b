using System.Text.Json;
using Soc.CaptureAgent.Spool;

namespace Soc.CaptureAgent.Settings;

/// <summary>The last good configuration from the gateway, kept for a start without it.</summary>
internal sealed class ConfigurationFile(string stateDirectory, CaptureOptions local)
{
    private readonly string _path = Path.Combine(stateDirectory, "configuration.json");

    public SensorConfiguration Read()
    {
        try
        {
            return File.Exists(_path) ? SensorConfiguration.Parse(File.ReadAllBytes(_path), local) : SensorConfiguration.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or JsonException)
        {
            // It comes again with the next connection.
            return SensorConfiguration.None;
        }
    }

    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(ReadOnlySpan<byte> document) => DurableFile.Write(_path, document);
}

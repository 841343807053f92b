using Orleans;

namespace Soc.Detection.Detectors.SilentSensor;

/// <summary>Memory of silent_sensor for a client: the sensors that are silent now.</summary>
[GenerateSerializer, Alias("soc.state.silent_sensor")]
public sealed class SilentSensorState : DetectorState
{
    /// <summary>Most silences kept; then the one that began first is forgotten.</summary>
    public const int MaxSilences = 64;

    [Id(0)] public Silence[] Silences { get; set; } = [];

    public int Find(string sensor) => Array.FindIndex(Silences, s => string.Equals(s.Sensor, sensor, StringComparison.Ordinal));

    public void Add(Silence silence) => Silences = [.. Silences.Length >= MaxSilences ? Silences[1..] : Silences, silence];

    public void RemoveAt(int at) => Silences = [.. Silences[..at], .. Silences[(at + 1)..]];
}

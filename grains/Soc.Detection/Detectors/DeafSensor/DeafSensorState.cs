using Orleans;

namespace Soc.Detection.Detectors.DeafSensor;

/// <summary>Memory of deaf_sensor for a client: what is deaf now, and what was.</summary>
[GenerateSerializer, Alias("soc.state.deaf_sensor")]
public sealed class DeafSensorState : DetectorState
{
    /// <summary>Most interfaces that are deaf at once; then the one that began first is forgotten.</summary>
    public const int MaxDeaf = 32;

    /// <summary>Most quiets that are remembered, of all interfaces; then the oldest goes.</summary>
    public const int MaxPast = 128;

    [Id(0)] public Deafness[] Deaf { get; set; } = [];

    [Id(1)] public PastQuiet[] Past { get; set; } = [];

    public int Find(string sensor, string link) =>
        Array.FindIndex(Deaf, d => string.Equals(d.Sensor, sensor, StringComparison.Ordinal) && string.Equals(d.Interface, link, StringComparison.Ordinal));

    public void Add(Deafness deafness) => Deaf = [.. Deaf.Length >= MaxDeaf ? Deaf[1..] : Deaf, deafness];

    /// <summary>It is over.</summary>
    /// <returns>What it was.</returns>
    public Deafness End(int at, long atMs)
    {
        var ended = Deaf[at];
        Deaf = [.. Deaf[..at], .. Deaf[(at + 1)..]];
        Past = [.. Past.Length >= MaxPast ? Past[1..] : Past, new PastQuiet(ended.Sensor, ended.Interface, ended.SinceMs, atMs)];
        return ended;
    }

    /// <summary>Earlier quiets of the interface.</summary>
    public IEnumerable<PastQuiet> Before(Deafness deafness) =>
        Past.Where(p => string.Equals(p.Sensor, deafness.Sensor, StringComparison.Ordinal) && string.Equals(p.Interface, deafness.Interface, StringComparison.Ordinal) && p.FromMs < deafness.SinceMs);
}

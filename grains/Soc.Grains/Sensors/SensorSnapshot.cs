using Orleans;
using Orleans.Serialization;
using Soc.Grains.Entities;

namespace Soc.Grains.Sensors;

/// <summary>What is stored of a sensor.</summary>
[GenerateSerializer, Alias("soc.SensorSnapshot")]
public sealed class SensorSnapshot
{
    /// <summary>Version of this form; a higher one than this stops the sensor's grain with a clear error rather than being misread.</summary>
    public const int CurrentVersion = 1;

    [Id(0)] public int Version { get; set; } = CurrentVersion;

    /// <summary>When anything was heard of it, as far as that was stored, ms since the epoch; 0 never.</summary>
    [Id(1)] public long HeardMs { get; set; }

    [Id(2)] public SensorEpisode Silence { get; set; } = new();

    /// <summary>At most <see cref="SensorCore.MaxInterfaces"/>.</summary>
    [Id(3)] public List<SensorHearing> Interfaces { get; set; } = [];

    /// <summary>Nobody expects anything of it any more.</summary>
    [Id(4)] public bool IsRevoked { get; set; }

    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public static SensorSnapshot Read(Serializer serializer, byte[] bytes)
    {
        var snapshot = serializer.Deserialize<SensorSnapshot>(bytes) ?? new SensorSnapshot();
        StoredVersion.Check(snapshot.Version, CurrentVersion, "a sensor");
        return snapshot;
    }
}

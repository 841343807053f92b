using Orleans;

namespace Soc.GrainInterfaces.Sensors;

/// <summary>What a sensor says of itself; bounded by whoever hears it.</summary>
[GenerateSerializer, Immutable, Alias("soc.SensorStatus")]
public sealed record SensorStatus
{
    /// <summary>Before anything was said.</summary>
    public static SensorStatus None { get; } = new();

    [Id(0)] public string Version { get; init; } = "";

    [Id(1)] public long ConfigurationVersion { get; init; }

    [Id(2)] public bool ResetsEnabled { get; init; }

    /// <summary>Its clock minus its gateway's, ms; positive: it is ahead.</summary>
    [Id(3)] public long ClockSkewMs { get; init; }

    /// <summary>Running totals since its start.</summary>
    [Id(4)] public SensorFigure[] Figures { get; init; } = [];

    /// <summary>In sentences.</summary>
    [Id(5)] public string[] Problems { get; init; } = [];

    /// <summary>The interfaces that it is to capture on; null when it has not said it.</summary>
    [Id(6)] public SensorInterface[]? Interfaces { get; init; }
}

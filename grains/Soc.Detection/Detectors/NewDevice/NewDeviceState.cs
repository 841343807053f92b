using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.NewDevice;

/// <summary>Devices that a user signed in with, as hashes, with the days.</summary>
[GenerateSerializer, Alias("soc.state.new_device")]
public sealed class NewDeviceState : DetectorState
{
    /// <summary>Most device names kept; one device may have two, its id and its host name.</summary>
    public const int MaxDevices = 16;

    [Id(0)] public SeenTable Devices { get; set; } = new();

    [Id(1)] public LearningClock Clock { get; set; }
}

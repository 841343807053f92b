using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>A live device of a client.</summary>
[Alias(WireNames.DeviceGrain)]
public interface IDeviceGrain : IEntityGrain;

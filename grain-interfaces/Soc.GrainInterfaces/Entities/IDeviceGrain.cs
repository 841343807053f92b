using Orleans;
using Orleans.CodeGeneration;

namespace Soc.GrainInterfaces.Entities;

/// <summary>A live device of a client.</summary>
[Alias(WireNames.DeviceGrain), Version(1)]
public interface IDeviceGrain : IEntityGrain;

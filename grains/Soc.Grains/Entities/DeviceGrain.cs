using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IDeviceGrain"/>
public sealed class DeviceGrain(EntityGrainServices services) : EntityGrain(services), IDeviceGrain;

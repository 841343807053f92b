using Orleans.Placement;
using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IDeviceGrain"/>
[PreferLocalPlacement]
public sealed class DeviceGrain(EntityGrainServices services) : EntityGrain(services), IDeviceGrain;

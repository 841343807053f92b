using Soc.GrainInterfaces.Entities;
using Soc.Grains.Placement;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IDeviceGrain"/>
[LiveWhereCalled]
public sealed class DeviceGrain(EntityGrainServices services) : EntityGrain(services), IDeviceGrain;

using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IDeviceGrain"/>
public sealed class DeviceGrain(EntityGrainServices services, ILogger<EntityGrain> logger) : EntityGrain(services, logger), IDeviceGrain;

using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IAddressGrain"/>
public sealed class AddressGrain(EntityGrainServices services, ILogger<EntityGrain> logger) : EntityGrain(services, logger), IAddressGrain;

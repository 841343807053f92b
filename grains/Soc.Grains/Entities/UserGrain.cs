using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IUserGrain"/>
public sealed class UserGrain(EntityGrainServices services, ILogger<EntityGrain> logger) : EntityGrain(services, logger), IUserGrain;

using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IUserGrain"/>
public sealed class UserGrain(EntityGrainServices services) : EntityGrain(services), IUserGrain;

using Soc.GrainInterfaces.Entities;
using Soc.Grains.Placement;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IUserGrain"/>
[LiveWhereCalled]
public sealed class UserGrain(EntityGrainServices services) : EntityGrain(services), IUserGrain;

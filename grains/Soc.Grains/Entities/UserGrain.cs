using Orleans.Placement;
using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IUserGrain"/>
[PreferLocalPlacement]
public sealed class UserGrain(EntityGrainServices services) : EntityGrain(services), IUserGrain;

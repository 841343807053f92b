using Orleans.Placement;
using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IAddressGrain"/>
[PreferLocalPlacement]
public sealed class AddressGrain(EntityGrainServices services) : EntityGrain(services), IAddressGrain;

using Soc.GrainInterfaces.Entities;
using Soc.Grains.Placement;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IAddressGrain"/>
[LiveWhereCalled]
public sealed class AddressGrain(EntityGrainServices services) : EntityGrain(services), IAddressGrain;

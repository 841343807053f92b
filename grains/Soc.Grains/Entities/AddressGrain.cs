using Soc.GrainInterfaces.Entities;

namespace Soc.Grains.Entities;

/// <inheritdoc cref="IAddressGrain"/>
public sealed class AddressGrain(EntityGrainServices services) : EntityGrain(services), IAddressGrain;

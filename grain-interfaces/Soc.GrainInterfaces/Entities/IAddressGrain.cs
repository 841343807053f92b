using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>A live address of a client.</summary>
[Alias(WireNames.AddressGrain)]
public interface IAddressGrain : IEntityGrain;

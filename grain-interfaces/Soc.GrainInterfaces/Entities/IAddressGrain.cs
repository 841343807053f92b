using Orleans;
using Orleans.CodeGeneration;

namespace Soc.GrainInterfaces.Entities;

/// <summary>A live address of a client.</summary>
[Alias(WireNames.AddressGrain), Version(1)]
public interface IAddressGrain : IEntityGrain;

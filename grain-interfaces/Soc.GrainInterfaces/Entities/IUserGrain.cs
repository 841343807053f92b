using Orleans;
using Orleans.CodeGeneration;

namespace Soc.GrainInterfaces.Entities;

/// <summary>A live user of a client.</summary>
[Alias(WireNames.UserGrain), Version(1)]
public interface IUserGrain : IEntityGrain;

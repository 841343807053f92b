using Orleans;

namespace Soc.GrainInterfaces.Entities;

/// <summary>A live user of a client.</summary>
[Alias(WireNames.UserGrain)]
public interface IUserGrain : IEntityGrain;

using Orleans.Runtime;
using Orleans.Runtime.Services;
using Soc.GrainInterfaces.Entities;

namespace Soc.Silo.Ingest.Silos;

/// <summary>The <see cref="IHandOverService"/> of other silos.</summary>
public sealed class HandOverThere(IServiceProvider services) : GrainServiceClient<IHandOverService>(services)
{
    public IHandOverService On(SiloAddress silo) => GetGrainService(silo);
}

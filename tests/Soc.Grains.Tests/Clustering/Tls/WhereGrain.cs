using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <inheritdoc cref="IWhereGrain"/>
[RandomPlacement]
public sealed class WhereGrain(ILocalSiloDetails silo) : Grain, IWhereGrain
{
    public Task<string> WhereAsync() => Task.FromResult(silo.SiloAddress.ToParsableString());
}

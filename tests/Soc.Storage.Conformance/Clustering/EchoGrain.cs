using Orleans;

namespace Soc.Storage.Conformance.Clustering;

/// <inheritdoc cref="IEchoGrain"/>
public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> EchoAsync() => Task.FromResult(this.GetPrimaryKeyString());
}

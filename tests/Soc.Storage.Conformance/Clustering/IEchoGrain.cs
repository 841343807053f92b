using Orleans;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>A grain to be called.</summary>
[Alias("soc.tests.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    /// <returns>Its own key.</returns>
    [Alias("EchoAsync")]
    Task<string> EchoAsync();
}

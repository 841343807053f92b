using Orleans;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>A grain that says where it is.</summary>
[Alias("soc.tests.IWhereGrain")]
public interface IWhereGrain : IGrainWithStringKey
{
    /// <returns>Its silo's address.</returns>
    [Alias("WhereAsync")]
    Task<string> WhereAsync();
}

using Soc.Model.Indicators;

namespace Soc.GrainInterfaces.Clients;

/// <summary>The indicators that this process holds in memory; the indicator grain publishes into it.</summary>
public interface IIndicatorSnapshot
{
    /// <summary>Replaces the indicators of an owner: a client id, or "*" for all clients.</summary>
    void Publish(string owner, IReadOnlyList<Indicator> indicators);
}

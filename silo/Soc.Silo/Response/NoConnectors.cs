using Soc.Model.Response;
using Soc.Response;

namespace Soc.Silo.Response;

/// <summary>No client has a connector: nothing can be done, and that is what is said.</summary>
internal sealed class NoConnectors : IConnectorRoster
{
    public IReadOnlyList<RosteredConnector> Find(string client, ContainmentAction action) => [];

    public RosteredConnector? Find(string client, string name) => null;
}

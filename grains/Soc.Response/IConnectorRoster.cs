using Soc.Model.Response;

namespace Soc.Response;

/// <summary>Which connectors a client has.</summary>
public interface IConnectorRoster
{
    /// <summary>The connectors of a client that do an action, those to be tried first at the beginning. The names stay over restarts.</summary>
    IReadOnlyList<RosteredConnector> Find(string client, ContainmentAction action);

    /// <summary>One by its name; null when the client has it no more.</summary>
    RosteredConnector? Find(string client, string name);
}

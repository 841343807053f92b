namespace Soc.Response;

/// <summary>A connector of a client.</summary>
/// <param name="Name">Unique at the client, and what an operation remembers it by.</param>
/// <param name="Connector">Acts.</param>
public sealed record RosteredConnector(string Name, IContainmentConnector Connector);

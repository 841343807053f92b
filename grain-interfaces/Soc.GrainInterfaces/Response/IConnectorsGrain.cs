using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>Which connectors a client has: only silos know. Key: the client's id.</summary>
[Alias(WireNames.ConnectorsGrain), Version(1)]
public interface IConnectorsGrain : IGrainWithStringKey
{
    /// <summary>All of them, by name.</summary>
    [Alias("list")]
    ValueTask<ConnectorView[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Those that do this, the one to be asked first at the beginning.</summary>
    [Alias("for")]
    ValueTask<ConnectorView[]> ForAsync(ContainmentAction action, CancellationToken cancellationToken);
}

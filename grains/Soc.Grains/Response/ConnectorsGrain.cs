using Orleans.Concurrency;
using Soc.GrainInterfaces.Response;
using Soc.Model.Response;
using Soc.Response;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IConnectorsGrain"/>
/// <remarks>Every silo has the same roster: whichever is asked answers by itself.</remarks>
[StatelessWorker]
public sealed class ConnectorsGrain(IConnectorRoster roster) : Grain, IConnectorsGrain
{
    public ValueTask<ConnectorView[]> ListAsync(CancellationToken cancellationToken)
    {
        var all = Enum.GetValues<ContainmentAction>().Where(a => a != ContainmentAction.Unknown).SelectMany(a => Find(a)).DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase);
        return ValueTask.FromResult(all.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Select(ViewOf).ToArray());
    }

    public ValueTask<ConnectorView[]> ForAsync(ContainmentAction action, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(action).Select(ViewOf).ToArray());

    private IReadOnlyList<RosteredConnector> Find(ContainmentAction action) => roster.Find(this.GetPrimaryKeyString(), action);

    // What it could do and the client does not use it for is not shown.
    private ConnectorView ViewOf(RosteredConnector connector)
    {
        var description = connector.Connector.Description;
        return new ConnectorView(
            connector.Name,
            description.Id,
            description.Title,
            [
                .. description.Actions
                    .Where(a => Find(a.Action).Any(c => string.Equals(c.Name, connector.Name, StringComparison.OrdinalIgnoreCase)))
                    .Select(a => new ConnectorActionView(a.Action, a.IsReversible, a.EndsByItself)),
            ]);
    }
}

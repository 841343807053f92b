using Soc.Model.Response;

namespace Soc.Response;

/// <summary>Which client has which connectors for which actions, in order: the first is asked first.</summary>
public sealed class ConnectorRoster : IConnectorRoster
{
    /// <summary>Stands for all clients: each has these beside his own, and his own go before one of the same name.</summary>
    public const string AllClients = "*";

    /// <summary>Most connectors of one client.</summary>
    public const int MaxPerClient = 64;

    private readonly Dictionary<string, Place[]> _byClient;

    private ConnectorRoster(Dictionary<string, Place[]> byClient) => _byClient = byClient;

    /// <summary>Makes all connectors, so that what is wrong in the settings is known at start and not at 3 a.m.</summary>
    /// <param name="settings">By client.</param>
    /// <param name="catalog">The kinds there are.</param>
    /// <param name="context">What each connector is given.</param>
    /// <exception cref="ConnectorSettingsException">Something is unknown, missing or makes no sense; the message names client, connector and setting.</exception>
    public static ConnectorRoster Create(IReadOnlyDictionary<string, IReadOnlyList<ConnectorRosterEntry>> settings, ConnectorCatalog catalog, ConnectorContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalog);
        var byClient = new Dictionary<string, Place[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (client, entries) in settings)
        {
            if (entries.Count > MaxPerClient)
            {
                throw new ConnectorSettingsException($"Client '{client}' has more than {MaxPerClient} connectors.");
            }

            if (!byClient.TryAdd(client, [.. entries.Select(e => Make(client, e, catalog, context))]))
            {
                throw new ConnectorSettingsException($"Client '{client}' stands there twice.");
            }

            var twice = entries.GroupBy(e => e.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null)
            {
                throw new ConnectorSettingsException($"Client '{client}' has two connectors named '{twice.Key}'.");
            }
        }

        return new ConnectorRoster(byClient);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RosteredConnector> Find(string client, ContainmentAction action) => [.. Of(client).Where(p => p.Actions.Contains(action)).Select(p => p.Connector)];

    /// <inheritdoc/>
    public RosteredConnector? Find(string client, string name) =>
        Of(client).Select(p => p.Connector).FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Place> Of(string client)
    {
        var own = _byClient.GetValueOrDefault(client) ?? [];
        return own.Concat((_byClient.GetValueOrDefault(AllClients) ?? [])
            .Where(shared => !Array.Exists(own, o => string.Equals(o.Connector.Name, shared.Connector.Name, StringComparison.OrdinalIgnoreCase))));
    }

    private static Place Make(string client, ConnectorRosterEntry entry, ConnectorCatalog catalog, ConnectorContext context)
    {
        if (string.IsNullOrWhiteSpace(entry.Name))
        {
            throw new ConnectorSettingsException($"Client '{client}' has a connector without 'name'.");
        }

        var where = $"Client '{client}', connector '{entry.Name}'";
        var type = catalog.Find(entry.Connector)
            ?? throw new ConnectorSettingsException($"{where}: there is no kind '{entry.Connector}'; there are {string.Join(", ", catalog.Types.Select(t => t.Description.Id))}.");
        var actions = entry.Actions.Select(name => ContainmentActions.TryParse(name, out var action) && type.Description.Does(action)
            ? action
            : throw new ConnectorSettingsException($"{where}: '{entry.Connector}' cannot do '{name}'.")).Distinct().ToArray();
        try
        {
            return new Place(actions.Length > 0 ? actions : [.. type.Description.Actions.Select(a => a.Action)], new RosteredConnector(entry.Name, type.Create(entry.Options, context)));
        }
        catch (ConnectorSettingsException e)
        {
            throw new ConnectorSettingsException($"{where}: {e.Message}", e);
        }
    }

    private sealed record Place(ContainmentAction[] Actions, RosteredConnector Connector);
}

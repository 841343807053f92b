namespace Soc.Response;

/// <summary>All kinds of connectors of this assembly, found at start; a duplicate id or a description that does not fit stops the start.</summary>
public sealed class ConnectorCatalog
{
    private readonly Dictionary<string, IConnectorType> _byId;

    private ConnectorCatalog(Dictionary<string, IConnectorType> byId) => _byId = byId;

    /// <summary>Every kind, ordered by id.</summary>
    public IReadOnlyList<IConnectorType> Types => [.. _byId.Values.OrderBy(t => t.Description.Id, StringComparer.Ordinal)];

    /// <summary>The kind with this id, or null.</summary>
    public IConnectorType? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Finds them.</summary>
    /// <param name="given">Those that need something of the host and so are made by it; all others are made here.</param>
    /// <exception cref="InvalidOperationException">Two have the same id, or a description is missing or does not fit.</exception>
    public static ConnectorCatalog Load(params IConnectorType[] given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var found = typeof(ConnectorCatalog).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsClass: true } && typeof(IConnectorType).IsAssignableFrom(t))
            .ToArray();
        var folders = found.Select(ConnectorDescriptions.FolderOf).ToArray();
        var orphan = ConnectorDescriptions.Folders.FirstOrDefault(f => !folders.Contains(f, StringComparer.Ordinal));
        if (orphan is not null)
        {
            throw new InvalidOperationException($"{orphan}/connector.json describes a connector that does not exist.");
        }

        var made = found.Where(t => t.GetConstructor(Type.EmptyTypes) is not null && !Array.Exists(given, g => g.GetType() == t)).Select(t => (IConnectorType)Activator.CreateInstance(t)!);
        return Of([.. made, .. given]);
    }

    /// <summary>A catalog of these.</summary>
    /// <exception cref="InvalidOperationException">Two have the same id.</exception>
    public static ConnectorCatalog Of(IReadOnlyCollection<IConnectorType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var byId = new Dictionary<string, IConnectorType>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (!byId.TryAdd(type.Description.Id, type))
            {
                throw new InvalidOperationException($"Two connectors have the id '{type.Description.Id}': give one of them another id.");
            }
        }

        return new ConnectorCatalog(byId);
    }
}

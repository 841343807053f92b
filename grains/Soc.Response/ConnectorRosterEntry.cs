using System.Text.Json;

namespace Soc.Response;

/// <summary>Settings of one connector of one client.</summary>
public sealed record ConnectorRosterEntry
{
    /// <summary>Unique within the client, stays the same: an operation remembers by it who carried it out ("fw-zurich").</summary>
    public string Name { get; init; } = "";

    /// <summary>Id of its kind ("panos_tag").</summary>
    public string Connector { get; init; } = "";

    /// <summary>What it is used for, by name; empty: everything that it can do.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The connector's own settings.</summary>
    public JsonElement Options { get; init; }
}

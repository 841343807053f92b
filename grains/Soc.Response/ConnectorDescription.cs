using Soc.Model.Response;

namespace Soc.Response;

/// <summary>What a connector says of itself (<c>connector.json</c> in its folder).</summary>
public sealed record ConnectorDescription
{
    /// <summary>Snake case, unique: "panos_tag".</summary>
    public required string Id { get; init; }

    /// <summary>The product, for people: "PAN-OS dynamic address group".</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<ConnectorAction> Actions { get; init; }

    /// <summary>What the credential must be allowed to do in the other product, a line each.</summary>
    public required IReadOnlyList<string> Rights { get; init; }

    /// <summary>Can it do this at all?</summary>
    public bool Does(ContainmentAction action) => Actions.Any(a => a.Action == action);
}

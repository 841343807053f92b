namespace Soc.Response;

/// <summary>What stands in a <c>connector.json</c>.</summary>
internal sealed record ConnectorFile
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required ConnectorFileAction[] Actions { get; init; }

    public required string[] Rights { get; init; }
}

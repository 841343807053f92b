namespace Soc.Response;

/// <summary>One action in a <c>connector.json</c>.</summary>
internal sealed record ConnectorFileAction
{
    public required string Action { get; init; }

    public required bool IsReversible { get; init; }

    public required bool EndsByItself { get; init; }

    public bool KeepsHolds { get; init; }
}

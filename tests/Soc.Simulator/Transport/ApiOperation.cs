namespace Soc.Simulator.Transport;

/// <summary>What is done against somebody, as far as the simulator reads it.</summary>
public sealed record ApiOperation(
    string Id,
    string Client,
    string? Incident,
    string Status,
    string StatusReason,
    bool InForce,
    string Action,
    ApiTarget Target,
    double Minutes,
    string Connector,
    string? Rule,
    string Reason,
    DateTimeOffset? EnforcedAt,
    DateTimeOffset? Until,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    bool Undone,
    ApiOperationLive? Live)
{
    /// <summary>The newest entry of its history of one of these kinds.</summary>
    public ApiOperationEvent? Last(params string[] kinds) => Live is null ? null : Array.FindLast(Live.History, e => kinds.Contains(e.Kind, StringComparer.Ordinal));
}

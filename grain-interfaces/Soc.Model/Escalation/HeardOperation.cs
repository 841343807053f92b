using Orleans;

namespace Soc.Model.Escalation;

/// <summary>An operation of which an escalation heard.</summary>
/// <param name="OperationId">Which.</param>
/// <param name="LastNotice">Number of its newest notice: the same again changes nothing.</param>
/// <param name="IsWaiting">It waits for somebody's yes or no.</param>
[GenerateSerializer, Immutable, Alias("soc.HeardOperation")]
public sealed record HeardOperation(
    [property: Id(0)] string OperationId,
    [property: Id(1)] int LastNotice,
    [property: Id(2)] bool IsWaiting);

using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>One operation that wants something blocked. What is blocked stays so until the last of its holds is gone.</summary>
/// <param name="OperationId">Whose it is; only that operation takes it away.</param>
/// <param name="SinceMs">When it began, ms since the epoch.</param>
/// <param name="UntilMs">When it ends by itself, ms since the epoch.</param>
/// <param name="Score">0–100: what is worth more stays when the list is full.</param>
/// <param name="Reason">One sentence for whoever meets it in the firewall.</param>
[GenerateSerializer, Immutable, Alias("soc.BlockHold")]
public sealed record BlockHold(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long SinceMs,
    [property: Id(2)] long UntilMs,
    [property: Id(3)] int Score,
    [property: Id(4)] string Reason);

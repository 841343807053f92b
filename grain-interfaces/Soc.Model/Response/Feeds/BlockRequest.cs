using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>An operation's wish that something be blocked. Said again with another end, it moves the end.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">In the one form that its kind has.</param>
/// <param name="OperationId">Stable over retries.</param>
/// <param name="UntilMs">When it ends, ms since the epoch.</param>
/// <param name="Score">0–100.</param>
/// <param name="Reason">One sentence.</param>
[GenerateSerializer, Immutable, Alias("soc.BlockRequest")]
public sealed record BlockRequest(
    [property: Id(0)] BlockKind Kind,
    [property: Id(1)] string Value,
    [property: Id(2)] string OperationId,
    [property: Id(3)] long UntilMs,
    [property: Id(4)] int Score,
    [property: Id(5)] string Reason);

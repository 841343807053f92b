using Orleans;

namespace Soc.Model.Response;

/// <summary>What a call of a connector came to, with all that is kept of it.</summary>
[GenerateSerializer, Immutable, Alias("soc.ContainmentOutcome")]
public sealed record ContainmentOutcome
{
    /// <summary>Longest <see cref="Prior"/>, characters.</summary>
    public const int MaxPriorLength = 4_096;

    /// <summary>Most exchanges kept of a call, the newest.</summary>
    public const int MaxExchanges = 16;

    [Id(0)] public required ContainmentOutcomeKind Kind { get; init; }

    /// <summary>One sentence: what is so now, or why it failed and what to do.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>
    /// What was there before, in the connector's own words (JSON): reverting restores this, and changes nothing that was so already. Null when the connector
    /// has nothing to remember.
    /// </summary>
    [Id(2)] public string? Prior { get; init; }

    /// <summary>The other product's number for it, to ask again by.</summary>
    [Id(3)] public string? Reference { get; init; }

    /// <summary>It was so before we came: nothing was changed, and nothing will be undone.</summary>
    [Id(4)] public bool WasSoBefore { get; init; }

    /// <summary>When it makes sense to try or ask again, ms from now; 0 when there is no word of it.</summary>
    [Id(5)] public long RetryAfterMs { get; init; }

    /// <summary>A failure that may go away by itself: a time-out, a full queue, a server's error.</summary>
    [Id(6)] public bool IsTransient { get; init; }

    /// <summary>What was said to the other product and what it answered, secrets taken out.</summary>
    [Id(7)] public ContainmentExchange[] Exchanges { get; init; } = [];
}

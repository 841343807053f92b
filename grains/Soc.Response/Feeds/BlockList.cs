using Orleans;
using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>
/// What is blocked for one client. A value: whatever happens makes another one, so that what could not be stored did not happen.
/// </summary>
/// <remarks>
/// An end that comes by time is not stored: it moves the version by one for each change, in the order of the ends, so that whoever reads the list
/// again after a crash comes to the same versions with the same content.
/// </remarks>
[GenerateSerializer, Immutable, Alias("soc.BlockList")]
public sealed record BlockList
{
    /// <summary>Most entries: every firewall that is served takes as many.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Most operations that hold one entry.</summary>
    public const int MaxHolds = 32;

    /// <summary>Most removals remembered, the newest.</summary>
    public const int MaxRemovals = 2_000;

    /// <summary>How long a removal is remembered: a bouncer that was away for longer starts anew.</summary>
    public const long RemovalsKeptMs = 24 * 3_600_000L;

    public static readonly BlockList Empty = new();

    /// <summary>Grows with every change that a firewall can see; not less than the second in which it was made, so that a list that its store lost does not count backwards.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>When the version was made, ms since the epoch; grows with every change, if need be by one, so that whoever asks for what came after a moment misses nothing.</summary>
    [Id(1)] public long ChangedMs { get; init; }

    /// <summary>What is worth most first.</summary>
    [Id(2)] public BlockEntry[] Entries { get; init; } = [];

    /// <summary>Oldest first.</summary>
    [Id(3)] public BlockRemoval[] Removals { get; init; } = [];

    /// <summary>How often something found no room, or lost it to something worth more.</summary>
    [Id(4)] public long LeftOut { get; init; }

    /// <summary>What firewalls are to see now.</summary>
    public BlockListView View(string client, long nowMs)
    {
        var list = Expire(nowMs);
        return new BlockListView
        {
            Client = client,
            Version = list.Version,
            Entries = list.Entries,
            Removals = [.. list.Removals.Where(r => r.AtMs > nowMs - RemovalsKeptMs)],
            LeftOut = list.LeftOut,
        };
    }

    public BlockEntry? Find(BlockKind kind, string value) => Array.Find(Entries, e => e.Kind == kind && string.Equals(e.Value, value, StringComparison.Ordinal));

    /// <summary>The list without the holds whose time is over; itself when there is none.</summary>
    public BlockList Expire(long nowMs)
    {
        if (Array.TrueForAll(Entries, e => Array.TrueForAll(e.Holds, h => h.UntilMs > nowMs)))
        {
            return this;
        }

        var change = new BlockListChange(this);
        var over = Entries
            .SelectMany(e => e.Holds.Where(h => h.UntilMs <= nowMs).Select(h => (e.Kind, e.Value, Hold: h)))
            .OrderBy(o => o.Hold.UntilMs)
            .ThenBy(o => o.Kind)
            .ThenBy(o => o.Value, StringComparer.Ordinal)
            .ThenBy(o => o.Hold.OperationId, StringComparer.Ordinal);
        foreach (var (kind, value, hold) in over)
        {
            change.Release(kind, value, hold.OperationId, hold.UntilMs, change.Version + 1);
        }

        return change.Done(LeftOut);
    }

    /// <summary>Blocks something, or moves the end of the operation's own hold.</summary>
    public (BlockList List, BlockAnswer Answer) Hold(BlockRequest request, long nowMs)
    {
        var list = Expire(nowMs);
        var known = list.Find(request.Kind, request.Value);
        if (request.UntilMs <= nowMs)
        {
            return (list, new BlockAnswer(BlockAnswerKind.Over, known, list.Version));
        }

        var mine = known?.Holds.FirstOrDefault(h => IsOf(h, request.OperationId));
        if (mine is null && known?.Holds.Length >= MaxHolds)
        {
            return (list, new BlockAnswer(BlockAnswerKind.TooManyHolds, known, list.Version));
        }

        var hold = new BlockHold(request.OperationId, mine?.SinceMs ?? nowMs, request.UntilMs, Math.Clamp(request.Score, 0, 100), request.Reason);
        if (hold == mine)
        {
            return (list, new BlockAnswer(BlockAnswerKind.Held, known, list.Version));
        }

        var leftOut = list.LeftOut;
        var change = new BlockListChange(list);
        if (known is null && list.Entries.Length >= MaxEntries)
        {
            leftOut++;
            var least = list.Entries[^1];
            if (BlockOrder.Compare(least, new BlockEntry(request.Kind, request.Value, 0, nowMs, nowMs, [hold])) < 0)
            {
                return (list with { LeftOut = leftOut }, new BlockAnswer(BlockAnswerKind.Full, null, list.Version));
            }

            change.Remove(least, nowMs, change.NextVersion(nowMs));
        }

        change.Hold(request.Kind, request.Value, hold, nowMs, change.NextVersion(nowMs));
        var next = change.Done(leftOut);
        return (next, new BlockAnswer(BlockAnswerKind.Held, next.Find(request.Kind, request.Value), next.Version));
    }

    /// <summary>Takes one operation's hold away. The same list when it has none.</summary>
    public BlockList Release(BlockKind kind, string value, string operationId, long nowMs)
    {
        var list = Expire(nowMs);
        if (list.Find(kind, value)?.Holds.Any(h => IsOf(h, operationId)) != true)
        {
            return list;
        }

        var change = new BlockListChange(list);
        change.Release(kind, value, operationId, nowMs, change.NextVersion(nowMs));
        return change.Done(list.LeftOut);
    }

    internal static bool IsOf(BlockHold hold, string operationId) => string.Equals(hold.OperationId, operationId, StringComparison.Ordinal);
}

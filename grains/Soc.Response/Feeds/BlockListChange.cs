using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>A block list while it changes.</summary>
internal sealed class BlockListChange(BlockList before)
{
    private const long SecondMs = 1_000;

    private readonly Dictionary<(BlockKind Kind, string Value), BlockEntry> _entries = before.Entries.ToDictionary(e => (e.Kind, e.Value));
    private readonly List<BlockRemoval> _removals = [.. before.Removals];
    private long _changedMs = before.ChangedMs;

    public long Version { get; private set; } = before.Version;

    /// <summary>For a change that is stored.</summary>
    public long NextVersion(long nowMs) => Math.Max(Version + 1, nowMs / SecondMs);

    public void Hold(BlockKind kind, string value, BlockHold hold, long atMs, long version)
    {
        var known = _entries.GetValueOrDefault((kind, value));
        var others = (known?.Holds ?? []).Where(h => !BlockList.IsOf(h, hold.OperationId));
        Put(known, new BlockEntry(kind, value, 0, 0, known?.SinceMs ?? 0, [.. others.Append(hold).OrderBy(h => h.OperationId, StringComparer.Ordinal)]), atMs, version);
    }

    public void Release(BlockKind kind, string value, string operationId, long atMs, long version)
    {
        var known = _entries[(kind, value)];
        BlockHold[] rest = [.. known.Holds.Where(h => !BlockList.IsOf(h, operationId))];
        if (rest.Length == 0)
        {
            Remove(known, atMs, version);
            return;
        }

        Put(known, known with { Holds = rest }, atMs, version);
    }

    public void Remove(BlockEntry entry, long atMs, long version)
    {
        Move(atMs, version);
        _entries.Remove((entry.Kind, entry.Value));
        _removals.Add(new BlockRemoval(entry.Kind, entry.Value, Version, _changedMs, entry.SinceMs));
    }

    public BlockList Done(long leftOut)
    {
        BlockEntry[] entries = [.. _entries.Values];
        Array.Sort(entries, BlockOrder.Compare);
        return new BlockList
        {
            Version = Version,
            ChangedMs = _changedMs,
            Entries = entries,
            Removals = [.. _removals.Where(r => r.AtMs > _changedMs - BlockList.RemovalsKeptMs).TakeLast(BlockList.MaxRemovals)],
            LeftOut = leftOut,
        };
    }

    // A hold that nobody can tell from the rest changes nothing that a firewall sees.
    private void Put(BlockEntry? known, BlockEntry next, long atMs, long version)
    {
        if (known is null || known.UntilMs != next.UntilMs || known.Score != next.Score || !string.Equals(known.Reason, next.Reason, StringComparison.Ordinal))
        {
            Move(atMs, version);
            next = next with { Version = Version, ChangedMs = _changedMs, SinceMs = known?.SinceMs ?? _changedMs };
        }
        else
        {
            next = next with { Version = known.Version, ChangedMs = known.ChangedMs };
        }

        _entries[(next.Kind, next.Value)] = next;
    }

    private void Move(long atMs, long version) => (Version, _changedMs) = (version, Math.Max(_changedMs + 1, atMs));
}

using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>What is collected for the next digest. Pure.</summary>
public static class DigestBook
{
    /// <param name="isWorkingTime">Whether people worked at the item's moment: what they were told then needs no line.</param>
    public static DigestState Add(DigestState state, DigestItem item, bool isWorkingTime, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(item);
        var same = Array.Find(state.Items, i => string.Equals(i.Key, item.Key, StringComparison.Ordinal));
        if ((item.IsUpdate && same is null) || (same is null && item.Kind == DigestKind.Told && isWorkingTime))
        {
            return state;
        }

        var line = item with { Kind = item.IsUpdate ? same!.Kind : item.Kind, IsUpdate = false };
        if (line == same)
        {
            return state;
        }

        var others = Array.FindAll(state.Items, i => !ReferenceEquals(i, same));
        DigestItem[] all = [.. others.Append(line).OrderByDescending(i => i.Kind == DigestKind.Unanswered).ThenByDescending(i => i.Score).ThenBy(i => i.AtMs).ThenBy(i => i.Key, StringComparer.Ordinal)];
        return state with
        {
            Items = [.. all.Take(DigestState.MaxItems)],
            Unnamed = state.Unnamed + Math.Max(0, all.Length - DigestState.MaxItems),
            SinceMs = state.SinceMs == 0 ? nowMs : state.SinceMs,
        };
    }

    /// <summary>Nothing is collected, and the next digest has the next number.</summary>
    public static DigestState Emptied(DigestState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new DigestState { Digests = state.Digests };
    }
}

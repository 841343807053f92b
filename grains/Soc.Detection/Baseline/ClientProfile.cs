namespace Soc.Detection.Baseline;

/// <summary>Learns and tells what is normal for a client.</summary>
public static class ClientProfile
{
    private const long DayMs = 86_400_000;
    private const int LeaveAtOnce = ClientProfileState.MaxValuesPerKind / 8;

    /// <summary>A user was seen with a value. The order of observations does not matter, but for a repeat after a quiet period.</summary>
    /// <param name="kind">See <see cref="ProfileKinds"/>.</param>
    /// <param name="atMs">Event time, ms since the epoch.</param>
    public static void Observe(ClientProfileState s, string kind, string value, string user, long atMs)
    {
        if (atMs <= 0 || value.Length == 0 || user.Length == 0)
        {
            return;
        }

        FollowLearning(s, atMs);
        var day = DayOf(atMs);
        var hash = UserCounter.HashOf(user);
        s.Users.Add(hash, day);
        if (!s.Kinds.TryGetValue(kind, out var values))
        {
            if (s.Kinds.Count >= ClientProfileState.MaxKinds)
            {
                return;
            }

            s.Kinds.Add(kind, values = new Dictionary<string, ProfileValue>(StringComparer.Ordinal));
        }

        var key = Canonical(value);
        if (!values.TryGetValue(key, out var seen))
        {
            if (values.Count >= ClientProfileState.MaxValuesPerKind)
            {
                ForgetOldest(values);
            }

            values.Add(key, seen = new ProfileValue { FirstSeenMs = atMs, LastSeenMs = atMs });
        }

        seen.FirstSeenMs = Math.Min(seen.FirstSeenMs, atMs);
        seen.LastSeenMs = Math.Max(seen.LastSeenMs, atMs);
        seen.Users.Add(hash, day);
    }

    /// <summary>How usual a value was among the other users of the client at a moment.</summary>
    /// <param name="exceptUser">The user in question, who is no witness for himself; null counts everybody.</param>
    /// <param name="atMs">Event time, ms since the epoch; users seen after it count too, since only the last time is kept.</param>
    /// <param name="learningDays">Days for which a new profile only learns.</param>
    public static Normality Look(ClientProfileState s, string kind, string value, string? exceptUser, long atMs, int learningDays)
    {
        var fromDay = DayOf(atMs) - ClientProfileState.WindowDays;
        ulong? except = exceptUser is null ? null : UserCounter.HashOf(exceptUser);
        var active = s.Users.CountSince(fromDay, except);
        var until = LearningUntil(s, atMs, learningDays);
        if (!s.Kinds.TryGetValue(kind, out var values) || !values.TryGetValue(Canonical(value), out var seen))
        {
            return new Normality(0, active, 0, 0, until, s.Users.IsEstimate);
        }

        var with = Math.Min(active, seen.Users.CountSince(fromDay, except));
        return new Normality(with, active, active == 0 ? 0 : (double)with / active, seen.FirstSeenMs, until, s.Users.IsEstimate);
    }

    /// <summary>When the profile has learned enough, ms since the epoch; 0 when it has at <paramref name="atMs"/>.</summary>
    public static long LearningUntil(ClientProfileState s, long atMs, int learningDays)
    {
        var since = s.LearningSinceMs == 0 || atMs - s.LastSeenMs > ClientProfileState.WindowDays * DayMs ? atMs : s.LearningSinceMs;
        var until = since + Math.Max(0, learningDays) * DayMs;
        return atMs < until ? until : 0;
    }

    private static void FollowLearning(ClientProfileState s, long atMs)
    {
        const long quietMs = ClientProfileState.WindowDays * DayMs;
        if (s.LearningSinceMs == 0 || atMs - s.LastSeenMs > quietMs)
        {
            // The first event, or the first after a quiet period: what was learned is out of date.
            (s.LearningSinceMs, s.LastSeenMs) = (atMs, atMs);
            return;
        }

        if (atMs < s.LearningSinceMs && s.LearningSinceMs - atMs <= quietMs)
        {
            // History that came late still counts; a lone event with a date of long ago does not.
            s.LearningSinceMs = atMs;
        }

        s.LastSeenMs = Math.Max(s.LastSeenMs, atMs);
    }

    private static void ForgetOldest(Dictionary<string, ProfileValue> values)
    {
        foreach (var key in values
            .OrderBy(v => v.Value.LastSeenMs)
            .ThenBy(v => v.Key, StringComparer.Ordinal)
            .Take(LeaveAtOnce)
            .Select(v => v.Key)
            .ToArray())
        {
            values.Remove(key);
        }
    }

    private static string Canonical(string value)
    {
        var cut = value.Length > ClientProfileState.MaxValueLength ? value[..ClientProfileState.MaxValueLength] : value;
        return cut.ToLowerInvariant();
    }

    private static ushort DayOf(long atMs) => (ushort)Math.Clamp(atMs / DayMs, 1, ushort.MaxValue);
}

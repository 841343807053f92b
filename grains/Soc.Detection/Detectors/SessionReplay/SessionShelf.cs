namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Keeps sessions within their bounds.</summary>
internal static class SessionShelf
{
    public static int IndexOf(SessionReplayState state, ulong key)
    {
        for (var i = 0; i < state.Sessions.Length; i++)
        {
            if (state.Sessions[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Adds a session; those not heard of for longer than the time leave, and when there is no room, the one not heard of for longest.</summary>
    public static void Add(SessionReplayState state, KnownSession session, in SessionOrigin origin, int forgetMinutes)
    {
        var live = 0;
        var oldest = -1;
        for (var i = 0; i < state.Sessions.Length; i++)
        {
            var known = state.Sessions[i];
            live += session.ArrivalMinute - known.ArrivalMinute <= forgetMinutes ? 1 : 0;
            oldest = oldest < 0 || known.ArrivalMinute < state.Sessions[oldest].ArrivalMinute ? i : oldest;
        }

        var drop = live >= SessionReplayState.MaxSessions ? oldest : -1;
        if (drop >= 0 && live == state.Sessions.Length)
        {
            state.Sessions[drop] = session;
            Place(state, drop, origin);
            return;
        }

        var kept = new KnownSession[live - (drop >= 0 ? 1 : 0) + 1];
        var at = 0;
        for (var i = 0; i < state.Sessions.Length; i++)
        {
            if (i != drop && session.ArrivalMinute - state.Sessions[i].ArrivalMinute <= forgetMinutes)
            {
                kept[at++] = state.Sessions[i];
            }
        }

        kept[at] = session;
        state.Sessions = kept;
        Place(state, at, origin);
    }

    private static void Place(SessionReplayState state, int session, in SessionOrigin origin)
    {
        SetOrigin(state, session, origin);
        DropUnusedOrigins(state);
    }

    /// <summary>Says where a session began.</summary>
    public static void SetOrigin(SessionReplayState state, int session, in SessionOrigin origin)
    {
        var at = Array.IndexOf(state.Origins, origin);
        if (at < 0)
        {
            at = state.Origins.Length;
            state.Origins = [.. state.Origins, origin];
        }

        state.Sessions[session] = state.Sessions[session] with { Origin = (byte)at };
    }

    public static void DropUnusedOrigins(SessionReplayState state)
    {
        for (var origin = state.Origins.Length - 1; origin >= 0; origin--)
        {
            if (IsUsed(state, origin))
            {
                continue;
            }

            state.Origins = [.. state.Origins.AsSpan(0, origin), .. state.Origins.AsSpan(origin + 1)];
            for (var i = 0; i < state.Sessions.Length; i++)
            {
                var session = state.Sessions[i];
                state.Sessions[i] = session.Origin > origin ? session with { Origin = (byte)(session.Origin - 1) } : session;
            }
        }
    }

    private static bool IsUsed(SessionReplayState state, int origin)
    {
        foreach (ref readonly var session in state.Sessions.AsSpan())
        {
            if (session.Origin == origin)
            {
                return true;
            }
        }

        return false;
    }
}

namespace Soc.Detection.Detectors.PasswordSprayDistributed;

/// <summary>Learns how many wrong passwords a quarter hour has at this client, quiet ones included.</summary>
internal static class UsualFailures
{
    private const long QuarterHourMs = 15 * 60_000;
    private const double MaxGrowth = 4;
    private const double MaxGrowthFloor = 5;

    public static void Count(PasswordSprayDistributedState state, long atMs, double alpha)
    {
        var quarter = atMs / QuarterHourMs;
        if (state.QuarterHour == 0)
        {
            state.QuarterHour = quarter;
        }

        // A late failure is no part of what is usual now.
        if (quarter < state.QuarterHour)
        {
            return;
        }

        if (quarter > state.QuarterHour)
        {
            Close(state, quarter - state.QuarterHour, alpha);
            state.QuarterHour = quarter;
        }

        state.InThisQuarterHour++;
    }

    // An attack does not become usual by lasting: one quarter hour counts for a few times the usual number at most.
    private static void Close(PasswordSprayDistributedState state, long quarters, double alpha)
    {
        var isFirst = state.LearnedQuarterHours == 0;
        var count = isFirst ? state.InThisQuarterHour : Math.Min(state.InThisQuarterHour, (MaxGrowth * state.UsualAQuarterHour) + MaxGrowthFloor);
        var weight = isFirst ? 1 : Math.Max(alpha, 1.0 / (state.LearnedQuarterHours + 1));
        state.UsualAQuarterHour += weight * (count - state.UsualAQuarterHour);
        state.UsualAQuarterHour *= Math.Pow(1 - alpha, Math.Min(quarters - 1, 10_000));
        state.LearnedQuarterHours = (int)Math.Min(state.LearnedQuarterHours + quarters, 1_000_000);
        state.InThisQuarterHour = 0;
    }
}

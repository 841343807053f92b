namespace Soc.Detection.Baseline;

/// <summary>How usual a value is among the users of a client.</summary>
/// <param name="UsersWithIt">Other users seen with it in the last 30 days.</param>
/// <param name="ActiveUsers">Other users seen at all in the last 30 days.</param>
/// <param name="Share">UsersWithIt ÷ ActiveUsers, 0–1; 0 when nobody was active.</param>
/// <param name="FirstSeenMs">When anybody was first seen with it, ms since the epoch; 0 never.</param>
/// <param name="LearningUntilMs">The profile is still learning until then, ms since the epoch; 0 when it has learned enough.</param>
/// <param name="IsEstimate">The counts are a few per cent off.</param>
public sealed record Normality(int UsersWithIt, int ActiveUsers, double Share, long FirstSeenMs, long LearningUntilMs, bool IsEstimate)
{
    public bool IsLearning => LearningUntilMs > 0;
}

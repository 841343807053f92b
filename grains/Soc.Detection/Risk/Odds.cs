namespace Soc.Detection.Risk;

/// <summary>Moves a score by multiplying its odds, so that it never leaves 0–100 (Elastic's asset criticality: o = R/(100−R)·m).</summary>
public static class Odds
{
    public const double MinMultiplier = 0.1;

    public const double MaxMultiplier = 10;

    /// <param name="score">0–100; what is outside is cut off.</param>
    /// <param name="multiplier">1 changes nothing; outside 0.1–10 it is cut off, and what is no number counts as 1.</param>
    public static double Multiply(double score, double multiplier)
    {
        var s = double.IsNaN(score) ? 0 : Math.Clamp(score, 0, 100);
        var m = double.IsNaN(multiplier) ? 1 : Math.Clamp(multiplier, MinMultiplier, MaxMultiplier);
        // The same as 100·o/(1+o), in the form that needs no infinity at 100; rounding can still go a hair beyond.
        return Math.Clamp(100 * s * m / (s * m + 100 - s), 0, 100);
    }
}

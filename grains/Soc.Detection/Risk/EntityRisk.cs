using System.Globalization;
using Soc.Detection.Correlation;
using Soc.Model.Signals;

namespace Soc.Detection.Risk;

/// <summary>
/// The risk of an entity: findings fade with a half-life, repetition by one detector counts less each time, and the rest adds up
/// as R = Σ sᵢ/i^1.5 ÷ ζ(1.5), sᵢ in descending order (the weighted sum of Elastic's entity risk scoring; the decay is ours).
/// </summary>
public static class EntityRisk
{
    /// <summary>ζ(1.5): the sum of the weights of infinitely many findings, so that R stays below 100.</summary>
    public const double ZetaOf1Point5 = 2.6123753486854883;

    private const double MsPerDay = 86_400_000;

    /// <summary>Remembers a finding; the same signal id replaces the earlier one.</summary>
    public static void Add(EntityRiskState s, Signal signal) => Add(s, signal, EntityRiskOptions.Default);

    public static void Add(EntityRiskState s, Signal signal, EntityRiskOptions options)
    {
        s.Entries.RemoveAll(e => e.SignalId == signal.Id);
        var score = double.IsNaN(signal.Score) ? 0 : Math.Clamp(signal.Score, 0, 100);
        if (score <= 0)
        {
            return;
        }

        s.Entries.Add(new RiskEntry(signal.Id, signal.Detector, score, signal.AtMs, signal.Title));
        while (s.Entries.Count > EntityRiskState.MaxEntries)
        {
            // Decay keeps the ratio of two findings, so who weighs least does not depend on when we ask.
            var newestMs = s.Entries.Max(e => e.AtMs);
            s.Entries.Remove(s.Entries
                .OrderBy(e => Decayed(e, newestMs, options))
                .ThenBy(e => e.SignalId, StringComparer.Ordinal)
                .First());
        }
    }

    /// <param name="nowMs">Moment to which it decays, ms since the epoch: event time, or the clock for a person who looks.</param>
    /// <param name="criticality">Odds multiplier of the entity; 1 when the client gave none.</param>
    public static RiskSummary Evaluate(EntityRiskState s, long nowMs, double criticality) =>
        Evaluate(s, nowMs, criticality, EntityRiskOptions.Default);

    public static RiskSummary Evaluate(EntityRiskState s, long nowMs, double criticality, EntityRiskOptions options)
    {
        var counted = s.Entries
            .GroupBy(e => e.Detector, StringComparer.Ordinal)
            .SelectMany(g => g
                .OrderByDescending(e => Decayed(e, nowMs, options))
                .ThenBy(e => e.SignalId, StringComparer.Ordinal)
                .Take(options.MaxPerDetector)
                .Select((e, repeat) => (Entry: e, Score: Decayed(e, nowMs, options) * Math.Pow(options.RepeatFactor, repeat))))
            .OrderByDescending(c => c.Score)
            .ThenBy(c => c.Entry.SignalId, StringComparer.Ordinal)
            .ToArray();
        var shares = counted.Select((c, i) => c.Score / Math.Pow(i + 1, 1.5) / ZetaOf1Point5).ToArray();
        var sum = shares.Sum();
        var score = Odds.Multiply(sum, criticality);
        // Criticality belongs to no finding alone: each contribution is scaled alike, so that they still add up.
        var scale = sum > 0 ? score / sum : 0;
        var parts = counted.Select((c, i) => new RiskPart(c.Entry.Detector, c.Score, shares[i] * scale, c.Entry.AtMs, Text(c.Entry, c.Score))).ToArray();
        return new RiskSummary(score, Severities.Of(score), parts);
    }

    private static double Decayed(RiskEntry e, long nowMs, EntityRiskOptions options)
    {
        var ageDays = Math.Max(0, (nowMs - e.AtMs) / MsPerDay);
        return e.Score * Math.Pow(0.5, ageDays / Math.Max(options.HalfLifeDays, 0.001));
    }

    private static string Text(RiskEntry e, double scoreNow) =>
        Math.Round(scoreNow) >= Math.Round(e.Score)
            ? string.Create(CultureInfo.InvariantCulture, $"{e.Title} (score {e.Score:0})")
            : string.Create(CultureInfo.InvariantCulture, $"{e.Title} (score {e.Score:0} when it happened, counts {scoreNow:0} now)");
}

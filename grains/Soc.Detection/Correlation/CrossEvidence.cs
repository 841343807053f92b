using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>
/// Evidence of one finding that answers a question which another left open: the firewall saw a VPN sign-in without a second factor,
/// and the identity provider saw the factor for the same person from the same address at that time.
/// </summary>
internal static class CrossEvidence
{
    private const string FactorSeen = "mfa_satisfied";
    private const long NearMs = 10 * 60_000;

    private static readonly string[] FactorMissing = ["no_mfa", "mfa_unknown"];

    /// <summary>The score of a signal within its incident.</summary>
    public static double ScoreOf(Signal signal, IReadOnlyList<Signal> all)
    {
        var answered = AnswerFor(signal, all) is null ? 0 : MissingFactor(signal)!.Weight;
        return Math.Clamp(double.IsNaN(signal.Score) ? 0 : signal.Score - answered, 0, 100);
    }

    /// <summary>The evidence of another signal that a second factor was given after all; null when there is none, or none was missed.</summary>
    public static Evidence? AnswerFor(Signal signal, IReadOnlyList<Signal> all)
    {
        if (MissingFactor(signal) is null || AttackPatterns.Contains(signal.Detector) || signal.Subject.Address is null)
        {
            return null;
        }

        return all
            .Where(o => o.Id != signal.Id
                && o.Entity == signal.Entity
                && o.Subject.Address == signal.Subject.Address
                && Math.Abs(o.AtMs - signal.AtMs) <= NearMs)
            .SelectMany(o => o.EvidenceAgainst)
            .FirstOrDefault(e => e.Fact == FactorSeen);
    }

    private static Evidence? MissingFactor(Signal signal) => Array.Find(signal.EvidenceFor, e => FactorMissing.Contains(e.Fact, StringComparer.Ordinal));
}

using System.Runtime.InteropServices;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>The score of an incident: its strongest finding, and what the others add with diminishing returns.</summary>
public static class IncidentScore
{
    /// <summary>Most points that further findings add to the strongest: however many small things there are, they stay small.</summary>
    public const double MaxLift = 25;

    /// <summary>What a finding that rests on the same events as a stronger one keeps: it is the same thing seen twice.</summary>
    private const double SameEventsFactor = 0.25;

    /// <summary>What each further finding of one detector keeps.</summary>
    private const double RepeatFactor = 0.5;

    /// <summary>What a second, independent finding adds of what is still missing to 100.</summary>
    private const double SecondFactor = 0.5;

    /// <returns>0–100; does not depend on the order of the signals.</returns>
    public static double Of(IReadOnlyList<Signal> signals)
    {
        if (signals.Count == 0)
        {
            return 0;
        }

        var ranked = signals
            .Select(s => (Signal: s, Score: CrossEvidence.ScoreOf(s, signals)))
            .OrderByDescending(r => r.Score)
            .ThenBy(r => r.Signal.AtMs)
            .ThenBy(r => r.Signal.Id, StringComparer.Ordinal)
            .ToArray();
        var seen = new HashSet<Model.Events.EventId>();
        var perDetector = new Dictionary<string, int>(StringComparer.Ordinal);
        var weighed = new List<double>(ranked.Length);
        foreach (var (signal, score) in ranked)
        {
            var isSame = Array.Exists(signal.EventIds, seen.Contains);
            seen.UnionWith(signal.EventIds);
            ref var repeats = ref CollectionsMarshal.GetValueRefOrAddDefault(perDetector, signal.Detector, out _);
            weighed.Add(score * (isSame ? SameEventsFactor : 1) * Math.Pow(RepeatFactor, repeats));
            repeats++;
        }

        var strongest = weighed[0];
        var sum = strongest;
        var place = 0;
        foreach (var further in weighed.Skip(1).OrderDescending())
        {
            sum += (100 - sum) * (further / 100) * SecondFactor / ++place;
        }

        return Math.Clamp(Math.Min(sum, strongest + MaxLift), 0, 100);
    }
}

using CsCheck;
using Shouldly;
using Soc.Content.Tests.Correlation;
using Soc.Detection.Risk;
using Xunit;

namespace Soc.Content.Tests.Risk;

public sealed class EntityRiskTests
{
    private const long DayMs = 86_400_000;
    private static readonly long _now = Make.At(2026, 3, 2, 12);

    [Fact]
    public void Adds_up_as_published() => Evaluate(Golden(), 1).Score.ShouldBe(36.16, 0.01);

    [Fact]
    public void Criticality_multiplies_the_odds() => Evaluate(Golden(), 2).Score.ShouldBe(53.11, 0.01);

    [Theory]
    [InlineData(0, "info")]
    [InlineData(19.9, "info")]
    [InlineData(20, "low")]
    [InlineData(40, "medium")]
    [InlineData(70, "high")]
    [InlineData(90, "critical")]
    public void Levels_begin_where_published(double score, string level) => Soc.Detection.Correlation.Severities.Of(score).ShouldBe(level);

    [Fact]
    public void Contributions_add_up_to_the_risk()
    {
        var summary = Evaluate(Golden(), 1.5);
        summary.Parts.Sum(p => p.Contribution).ShouldBe(summary.Score, 1e-9);
        summary.Parts.Count.ShouldBe(5);
    }

    [Fact]
    public void Halves_after_the_half_life()
    {
        var state = new EntityRiskState();
        EntityRisk.Add(state, Make.Signal("a", "new_country", "anna", 80, _now));
        var fresh = EntityRisk.Evaluate(state, _now, 1).Score;
        EntityRisk.Evaluate(state, _now + 7 * DayMs, 1).Score.ShouldBe(fresh / 2, 1e-9);
        EntityRisk.Evaluate(state, _now - DayMs, 1).Score.ShouldBe(fresh, 1e-9, "what is yet to come has not faded");
    }

    [Fact]
    public void The_same_signal_replaces_itself()
    {
        var state = new EntityRiskState();
        EntityRisk.Add(state, Make.Signal("a", "new_country", "anna", 80, _now));
        EntityRisk.Add(state, Make.Signal("a", "new_country", "anna", 30, _now));
        state.Entries.Single().Score.ShouldBe(30);
    }

    [Fact]
    public void Repetition_by_one_detector_counts_less_than_another_detector()
    {
        var repeated = StateOf([("a", "new_country", 60), ("b", "new_country", 60)]);
        var varied = StateOf([("a", "new_country", 60), ("b", "unusual_hours", 60)]);
        Evaluate(repeated, 1).Score.ShouldBeLessThan(Evaluate(varied, 1).Score);
        var flood = StateOf([.. Enumerable.Range(0, 12).Select(i => ($"s{i}", "new_country", 60.0))]);
        Evaluate(flood, 1).Parts.Count.ShouldBe(3);
    }

    [Fact]
    public void Stays_within_bounds_whatever_comes() =>
        Gen.Select(Gen.Double[-50, 500], Gen.Int[0, 5], Gen.Long[-400, 400], Gen.Double[0, 20]).Array[0, 40].Sample(entries =>
        {
            var state = new EntityRiskState();
            var last = 1.0;
            foreach (var ((score, detector, days, criticality), i) in entries.Select((e, i) => (e, i)))
            {
                EntityRisk.Add(state, Make.Signal($"s{i}", $"d{detector}", "anna", score, _now + days * DayMs));
                last = criticality;
            }

            var summary = EntityRisk.Evaluate(state, _now, last);
            return state.Entries.Count <= EntityRiskState.MaxEntries
                && summary.Score is >= 0 and <= 100
                && Math.Abs(summary.Parts.Sum(p => p.Contribution) - summary.Score) < 1e-6;
        });

    [Fact]
    public void What_is_kept_does_not_depend_on_the_order() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[-60, 0]).Array[0, 30].SelectMany(a => Gen.Shuffle(Enumerable.Range(0, a.Length).ToArray()).Select(order => (a, order))).Sample(t =>
        {
            var signals = t.a.Select((e, i) => Make.Signal($"s{i:00}", $"d{i % 4}", "anna", e.Item1, _now + e.Item2 * DayMs)).ToArray();
            return Math.Abs(Score(signals) - Score(t.order.Select(i => signals[i]))) < 1e-9;
        });

    private static double Score(IEnumerable<Soc.Model.Signals.Signal> signals)
    {
        var state = new EntityRiskState();
        foreach (var signal in signals)
        {
            EntityRisk.Add(state, signal);
        }

        return EntityRisk.Evaluate(state, _now, 1).Score;
    }

    private static RiskSummary Evaluate(EntityRiskState state, double criticality) => EntityRisk.Evaluate(state, _now, criticality);

    private static EntityRiskState Golden() => StateOf([("a", "d1", 21), ("b", "d2", 70), ("c", "d3", 21), ("d", "d4", 45), ("e", "d5", 21)]);

    private static EntityRiskState StateOf((string Id, string Detector, double Score)[] entries)
    {
        var state = new EntityRiskState();
        foreach (var (id, detector, score) in entries)
        {
            EntityRisk.Add(state, Make.Signal(id, detector, "anna", score, _now));
        }

        return state;
    }
}

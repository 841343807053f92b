using Shouldly;
using Soc.Detection;
using Soc.Model.Signals;

namespace Soc.Content.Tests.Detection;

/// <summary>What holds for every signal of every detector.</summary>
internal static class SignalLaw
{
    private const int MaxRelated = 32;

    public static void Holds(Signal s, IDetector detector)
    {
        s.Detector.ShouldBe(detector.Id);
        s.Entity.Kind.ShouldBe(detector.EntityKind);
        s.Id.Length.ShouldBe(32);
        double.IsFinite(s.Score).ShouldBeTrue();
        s.Score.ShouldBeInRange(0, 100);
        s.FirstMs.ShouldBeLessThanOrEqualTo(s.AtMs);
        s.Title.ShouldNotBeNullOrWhiteSpace();
        s.EventIds.Length.ShouldBeInRange(1, Signal.MaxEventIds);
        s.EventIds.ShouldBeUnique();
        s.Related.Length.ShouldBeLessThanOrEqualTo(MaxRelated);
        s.EvidenceFor.ShouldNotBeEmpty("a finding has at least one fact that speaks for it");
        foreach (var e in s.EvidenceFor.Concat(s.EvidenceAgainst))
        {
            double.IsFinite(e.Weight).ShouldBeTrue();
            e.Weight.ShouldBeGreaterThanOrEqualTo(0);
            e.Fact.ShouldMatch("^[a-z][a-z0-9_]*$");
            e.Text.ShouldNotBeNullOrWhiteSpace();
        }
    }
}

using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>A person who looks at a user is told whether the baselines have learned, and again after a quiet period that they have not.</summary>
public sealed class LearningWordsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly AuthoredEvent Daily = new() { T = Start, Place = "zurich", Device = "laptop-1", Mfa = true };

    [Fact]
    public void FirstDaysSayThatTheyAreLearning() => Said(3).ShouldContain(s => s.Contains("still learning, until 2026-01-19", StringComparison.Ordinal));

    [Fact]
    public void AfterTwoWeeksNothingIsLearned()
    {
        var said = Said(20);
        said.ShouldNotContain(s => s.Contains("learning", StringComparison.Ordinal));
        said.ShouldContain(s => s.StartsWith("Signs in from CH: on 20 days", StringComparison.Ordinal));
        said.ShouldContain(s => s.Contains("1 known device name", StringComparison.Ordinal));
        said.ShouldContain(s => s.StartsWith("Usually signs in between 08:00", StringComparison.Ordinal));
    }

    [Fact]
    public void AQuietPeriodPutsThemBackToLearning() =>
        Said(20, Daily with { T = Start.AddDays(60) }).ShouldContain(s => s.Contains("still learning", StringComparison.Ordinal));

    [Fact]
    public void FourWeeksOfLeaveDoNot() =>
        Said(20, Daily with { T = Start.AddDays(47) }).ShouldNotContain(s => s.Contains("learning", StringComparison.Ordinal));

    [Fact]
    public void CountriesAreForgottenAfterNinetyDays()
    {
        var abroad = Daily with { T = Start.AddHours(1).AddDays(1), Place = "paris" };
        Said(80, abroad).ShouldContain(s => s.StartsWith("Signs in from FR", StringComparison.Ordinal));
        Said(100, abroad).ShouldNotContain(s => s.StartsWith("Signs in from FR", StringComparison.Ordinal));
    }

    [Fact]
    public void BackgroundUseTeachesNothing() =>
        Said(0, [.. Enumerable.Range(0, 20).Select(d => Daily with { T = Start.AddDays(d), Interactive = false })])
            .ShouldContain(s => s.StartsWith("Nobody signed in by hand yet", StringComparison.Ordinal));

    private static string[] Said(int days, params AuthoredEvent[] more)
    {
        var detector = DetectorFolders.Catalog.Value.For(EntityKind.User).Single();
        var context = new DetectionContext(EntityKey.User(CaseEventBuilder.Client, Daily.User), ClientPolicy.DefaultFor(CaseEventBuilder.Client), TimeZoneInfo.Utc);
        DetectorState? state = null;
        var offset = 0;
        foreach (var authored in Enumerable.Range(0, days).Select(d => Daily with { T = Start.AddDays(d) }).Concat(more).OrderBy(a => a.T))
        {
            var e = CaseEventBuilder.Build(authored, authored.T.ToUnixTimeMilliseconds(), ++offset);
            state = detector.Wants(e) ? detector.Step(state, e, context, new Quiet()) : state;
        }

        return [.. detector.Describe(state!, context)];
    }

    private sealed class Quiet : ISignalSink
    {
        public void Emit(Signal signal)
        {
        }
    }
}

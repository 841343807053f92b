using Shouldly;
using Soc.GrainInterfaces.Sensors;
using Soc.Grains.Sensors;
using Xunit;

namespace Soc.Grains.Tests.Sensors;

/// <summary>Sensors fall silent and come back while no gateway is there to see it: what is told afterwards is what is so then.</summary>
public sealed class SensorAbsenceTests
{
    private const long Silent = 120_000;
    private const long Deaf = 900_000;
    private const long LookEveryMs = 5_000;
    private const long BeatEveryMs = 10_000;
    private const long LongestPauseMs = 60_000;
    private const long Hour = 3_600_000;
    private static readonly SensorPatience Patience = new(Silent, Deaf);

    private readonly List<SensorNewsKind> _told = [];
    private SensorCore _core = new(new SensorSnapshot());
    private long _wallMs = Make.Morning;
    private long _runningMs;

    private SensorMoment Now => new(_wallMs, _runningMs);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_silence_that_began_and_ended_while_the_gateways_were_away_is_not_told(bool isRestarted)
    {
        Hear();
        Watch(10_000);
        Away(Hour, isRestarted);
        Hear();
        Watch(Silent - LookEveryMs);
        _told.ShouldBeEmpty();
        _core.View(Patience, Now).Presence.ShouldBe(SensorPresence.Heard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_comes_back_at_the_end_of_the_longest_pause_between_its_attempts_is_not_missed(bool isRestarted)
    {
        Hear();
        Watch(BeatEveryMs);
        Away(Hour, isRestarted);
        Watch(LongestPauseMs);
        Hear();
        Watch(Silent - LookEveryMs);
        _told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_fell_silent_while_they_were_away_and_stays_so_is_told_once_after_all_the_patience(bool isRestarted)
    {
        Hear();
        var heardMs = _wallMs;
        Watch(10_000);
        Away(Hour, isRestarted);
        Watch(Silent - (2 * LookEveryMs));
        _told.ShouldBeEmpty();
        Watch(10 * Silent);
        _told.ShouldBe([SensorNewsKind.Silent]);
        _core.View(Patience, Now).HeardMs.ShouldBe(heardMs);
        Hear();
        Watch(10_000);
        _told.ShouldBe([SensorNewsKind.Silent, SensorNewsKind.Back]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_silence_that_was_told_and_ended_while_they_were_away_is_ended_once(bool isRestarted)
    {
        Hear();
        Watch(2 * Silent);
        _told.ShouldBe([SensorNewsKind.Silent]);
        Away(Hour, isRestarted);
        Watch(10_000);
        _told.ShouldBe([SensorNewsKind.Silent], "that it is back is not known before it is heard");
        Hear();
        Watch(Silent - LookEveryMs);
        _told.ShouldBe([SensorNewsKind.Silent, SensorNewsKind.Back]);
        _core.View(Patience, Now).Presence.ShouldBe(SensorPresence.Heard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_was_handed_out_before_they_went_is_told_and_ended_in_order(bool isRestarted)
    {
        Hear();
        for (var waited = 0L; waited < Silent; waited += LookEveryMs)
        {
            Pass(LookEveryMs);
            if (_core.News(Patience, Now) is { } handed)
            {
                // The gateway that got it died: whether it was told is not known.
                handed.Kind.ShouldBe(SensorNewsKind.Silent);
            }
        }

        _core.Save().Silence.Pending.ShouldNotBeNull();
        Away(Hour, isRestarted);
        Hear();
        Watch(10_000);
        _told.ShouldBe([SensorNewsKind.Silent, SensorNewsKind.Back]);
    }

    [Fact]
    public void One_silence_after_another_around_an_absence_is_another_silence()
    {
        Hear();
        Watch(2 * Silent);
        Away(Hour, isRestarted: false);
        Hear();
        Away(Hour, isRestarted: true);
        Watch(10_000);
        _told.ShouldBe([SensorNewsKind.Silent, SensorNewsKind.Back], "its end was stored although nobody looked");
        Watch(2 * Silent);
        _told.ShouldBe([SensorNewsKind.Silent, SensorNewsKind.Back, SensorNewsKind.Silent]);
    }

    private void Pass(long ms) => (_wallMs, _runningMs) = (_wallMs + ms, _runningMs + ms);

    private void Hear() =>
        _core.Report(new SensorReport("a", IsNew: true, "gateway", null!, new SensorStatus { Version = "1" }, []), Now).ShouldBeTrue();

    /// <summary>Gateways are there and look, as long as that.</summary>
    private void Watch(long ms)
    {
        for (var passed = 0L; passed < ms; passed += LookEveryMs)
        {
            Pass(LookEveryMs);
            if (_core.News(Patience, Now) is { } news)
            {
                _told.Add(news.Kind);
                _core.Told(news.Id);
            }
        }
    }

    /// <summary>No gateway is there; the silo goes on, or begins anew as well.</summary>
    private void Away(long ms, bool isRestarted)
    {
        Pass(ms);
        if (isRestarted)
        {
            _core = new SensorCore(SensorSnapshot.Read(Make.Serializer, Make.Serializer.SerializeToArray(_core.Save())));
            _runningMs = 0;
        }
    }
}

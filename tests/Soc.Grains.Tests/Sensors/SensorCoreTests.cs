using CsCheck;
using Shouldly;
using Soc.GrainInterfaces.Sensors;
using Soc.Grains.Sensors;
using Xunit;

namespace Soc.Grains.Tests.Sensors;

/// <summary>What is decided about a sensor: when it is missed, what is told of it, and which connection counts.</summary>
public sealed class SensorCoreTests
{
    private const long Silent = 120_000;
    private const long Deaf = 900_000;
    private static readonly SensorPatience Patience = new(Silent, Deaf);

    private SensorCore _core = new(new SensorSnapshot());
    private long _lookedMs;

    [Fact]
    public void Silence_is_told_once_and_its_end_once()
    {
        Hear(0);
        Look(Silent - 1).ShouldBeNull();
        var silent = Look(Silent)!;
        (silent.Kind, silent.SinceMs, silent.NoticedMs).ShouldBe((SensorNewsKind.Silent, Wall(0), Wall(Silent)));
        _core.View(Patience, At(Silent)).Presence.ShouldBe(SensorPresence.Silent);
        _core.Told(silent.Id);
        Look(10 * Silent).ShouldBeNull();
        Hear((10 * Silent) + 1);
        var back = Look((10 * Silent) + 2)!;
        back.Kind.ShouldBe(SensorNewsKind.Back);
        _core.Told(back.Id);
        Look((10 * Silent) + 3).ShouldBeNull();
        _core.View(Patience, At((10 * Silent) + 3)).Presence.ShouldBe(SensorPresence.Heard);
    }

    [Fact]
    public void What_one_gateway_was_handed_another_gets_only_when_the_first_is_too_late_and_it_is_the_same()
    {
        var first = Look(Silent)!;
        Look(Silent + SensorEpisode.LeaseMs - 1).ShouldBeNull();
        Look(Silent + SensorEpisode.LeaseMs).ShouldBe(first);
        _core.Told("something else");
        _core.Told(first.Id);
        _core.Told(first.Id);
        Look(Silent + (3 * SensorEpisode.LeaseMs)).ShouldBeNull();
    }

    [Fact]
    public void A_silence_that_was_handed_out_is_told_although_it_is_over_and_its_end_comes_after_it()
    {
        var silent = Look(Silent)!;
        Hear(Silent + 1);
        Reload();
        Look(2).ShouldBe(silent, "somebody may have told it and died");
        _core.Told(silent.Id);
        Look(3)!.Kind.ShouldBe(SensorNewsKind.Back);
    }

    [Fact]
    public void While_no_gateway_looks_nobody_is_missed()
    {
        Hear(0);
        Look(10_000, watched: false).ShouldBeNull();
        Look(10 * Silent, watched: false).ShouldBeNull("the gateways were away, and the sensor could not be heard");
        Look((11 * Silent) - 10_001).ShouldBeNull();
        Look(11 * Silent)!.SinceMs.ShouldBe(Wall(0));
    }

    [Fact]
    public void A_restart_tells_nothing_again_and_gives_everybody_all_the_patience()
    {
        Hear(0);
        Reload();
        _core.View(Patience, At(0)).ShouldSatisfyAllConditions(v => v.Presence.ShouldBe(SensorPresence.Unknown), v => v.HeardMs.ShouldBe(Wall(0)));
        Look(Silent - 1).ShouldBeNull();
        _core.Told(Look(Silent)!.Id);
        Reload();
        Look(0).ShouldBeNull();
        Look(5 * Silent).ShouldBeNull();
        _core.View(Patience, At(0)).Presence.ShouldBe(SensorPresence.Silent);
        Hear((5 * Silent) + 1);
        Look((5 * Silent) + 2)!.Kind.ShouldBe(SensorNewsKind.Back);
    }

    [Fact]
    public void An_interface_is_deaf_that_had_frames_and_gets_none()
    {
        HearFrames(0, frames: 100);
        Beat(10_000, Deaf, frames: 100);
        var deaf = Look(Deaf)!;
        (deaf.Kind, deaf.Interface, deaf.State, deaf.SinceMs).ShouldBe((SensorNewsKind.Deaf, "eth1", "up", Wall(0)));
        _core.Told(deaf.Id);
        _core.View(Patience, At(Deaf)).Deaf.ShouldBe([new SensorDeafness("eth1", "up", Wall(0))]);
        Reload();
        Beat(0, 2 * Deaf, frames: 100);
        Look(2 * Deaf).ShouldBeNull("told once, also over a restart");
        HearFrames((2 * Deaf) + 1, frames: 101);
        var hears = Look((2 * Deaf) + 2)!;
        (hears.Kind, hears.Interface).ShouldBe((SensorNewsKind.Hears, "eth1"));
        _core.Told(hears.Id);
        Look((2 * Deaf) + 3).ShouldBeNull();
    }

    [Fact]
    public void Nobody_is_deaf_who_never_heard_or_is_silent_or_whose_clock_was_set()
    {
        Beat(0, 2 * Deaf, frames: 0);
        Look(2 * Deaf).ShouldBeNull("no frame ever came");
        HearFrames((2 * Deaf) + 1, frames: 5);
        _core.Report(Report((2 * Deaf) + 2, [new SensorInterface("eth1", "up", 5, 50 * Deaf)]), At((2 * Deaf) + 2));
        Look((2 * Deaf) + 3).ShouldBeNull("its clock was set forward");
        var silent = Look(4 * Deaf)!;
        silent.Kind.ShouldBe(SensorNewsKind.Silent);
        _core.Told(silent.Id);
        Look(5 * Deaf).ShouldBeNull("what a silent sensor hears is not known");
    }

    [Fact]
    public void An_agent_that_begins_anew_at_a_dead_mirror_is_deaf_all_the_same()
    {
        HearFrames(0, frames: 100);
        const long begunMs = 10_000;
        for (var at = begunMs; at <= begunMs + Deaf; at += 10_000)
        {
            Look(at).ShouldBeNull();
            _core.Report(Report(at, [new SensorInterface("eth1", "down", 0, 0)]), At(at));
        }

        var deaf = Look(begunMs + Deaf)!;
        (deaf.Kind, deaf.State).ShouldBe((SensorNewsKind.Deaf, "down"));
    }

    [Fact]
    public void An_agent_that_begins_anew_while_no_gateway_hears_it_has_all_its_time()
    {
        HearFrames(0, frames: 100);
        _core.Report(Report(3 * Deaf, [new SensorInterface("eth1", "up", 0, 0)]), At(3 * Deaf));
        Look(3 * Deaf).ShouldBeNull();
        _core.Report(Report(4 * Deaf, [new SensorInterface("eth1", "up", 0, 0)]), At(4 * Deaf));
        Look(4 * Deaf)!.Kind.ShouldBe(SensorNewsKind.Deaf);
    }

    [Fact]
    public void Deafness_of_an_interface_that_is_captured_no_more_ends_and_is_forgotten()
    {
        HearFrames(0, frames: 100);
        Beat(10_000, Deaf, frames: 100);
        _core.Told(Look(Deaf)!.Id);
        _core.Report(Report(Deaf + 1, []), At(Deaf + 1));
        Look(Deaf + 2).ShouldBeNull("a sensor that begins names none for a moment");
        _core.Report(Report(Deaf + 1 + SensorHearing.MaxMissingMs, []), At(Deaf + 1 + SensorHearing.MaxMissingMs));
        var over = Look(Deaf + 2 + SensorHearing.MaxMissingMs)!;
        (over.Kind, over.State).ShouldBe((SensorNewsKind.Hears, SensorNews.Removed));
        _core.Told(over.Id);
        _core.Save().Interfaces.ShouldBeEmpty();
    }

    [Fact]
    public void The_newest_connection_counts_and_the_one_before_is_told_so()
    {
        Take("a", isNew: true).ShouldBeTrue();
        Take("b", isNew: true).ShouldBeTrue();
        Take("a", isNew: false).ShouldBeFalse();
        Take("a", isNew: true).ShouldBeFalse("it is the past's, however often its report comes");
        _core.Disconnect("a");
        _core.Connection.ShouldBe("b");
        _core.View(Patience, At(0)).Gateway.ShouldBe("gateway of b");
        _core.Disconnect("b");
        _core.View(Patience, At(0)).Gateway.ShouldBeNull();
        Reload();
        Take("c", isNew: false).ShouldBeTrue("a grain that begins anew knows no other");
    }

    [Fact]
    public void A_sensor_that_is_silent_is_connected_nowhere()
    {
        Take("a", isNew: true).ShouldBeTrue();
        Look(Silent).ShouldNotBeNull();
        _core.Connection.ShouldBeNull();
    }

    [Fact]
    public void Commands_are_bounded_and_the_newest_outcome_stays()
    {
        var commands = new SensorCommands();
        commands.Sent("0");
        commands.Find("0").ShouldBeEmpty();
        for (var i = 0; i < SensorCommands.MaxOutcomes + 9; i++)
        {
            commands.Take(new SensorOutcome("0", "attempted", "", i));
        }

        commands.Find("0")!.Length.ShouldBe(SensorCommands.MaxOutcomes);
        commands.Find("0")![^1].Connections.ShouldBe(SensorCommands.MaxOutcomes + 8);
        for (var i = 1; i <= SensorCommands.MaxCommands; i++)
        {
            commands.Sent(FormattableString.Invariant($"{i}"));
        }

        commands.Find("0").ShouldBeNull();
        commands.Find("1").ShouldNotBeNull();
    }

    // Whatever comes in whatever order, with silos that die and gateways that die after telling: beginnings and ends alternate.
    [Fact]
    public void Beginnings_and_ends_alternate_whatever_happens() =>
        Gen.Int[0, 5].Array[1, 200].Sample(steps =>
        {
            const long stepMs = 40_000;
            var core = new SensorCore(new SensorSnapshot());
            var stored = Make.Serializer.SerializeToArray(core.Save());
            var told = new HashSet<string>(StringComparer.Ordinal);
            var (wall, running, isTold, last) = (Make.Morning, 0L, false, "");
            foreach (var step in steps)
            {
                (wall, running) = (wall + stepMs, running + stepMs);
                var now = new SensorMoment(wall, running);
                if (step == 0)
                {
                    core.Report(Report(running, interfaces: null), now);
                }
                else if (step == 1)
                {
                    (core, running) = (new SensorCore(SensorSnapshot.Read(Make.Serializer, stored)), 0);
                }
                else if (core.News(Patience, now) is { } news)
                {
                    Store();

                    // Told twice is told the same: it is recognised by its id.
                    if (told.Add(news.Id))
                    {
                        (news.Kind == SensorNewsKind.Silent).ShouldBe(!isTold);
                        (isTold, last) = (!isTold, news.Id);
                    }

                    news.Id.ShouldBe(last, "only the newest can be told again");
                    if (step > 3)
                    {
                        core.Told(news.Id);
                    }
                }

                Store();
            }

            void Store()
            {
                if (core.IsDirty)
                {
                    (stored, core.IsDirty) = (Make.Serializer.SerializeToArray(core.Save()), false);
                }
            }
        });

    [Fact]
    public void Keys_come_back_and_are_never_mistaken_for_another() =>
        Gen.Select(Gen.String[1, 8], Gen.String[1, 8]).Sample((client, sensor) =>
        {
            var key = new SensorKey(client, sensor);
            SensorKey.TryParse(key.ToString(), out var back).ShouldBeTrue();
            back.ShouldBe(key);
        });

    [Theory]
    [InlineData("acme/user/s1")]
    [InlineData("acme/sensor/")]
    [InlineData("/sensor/s1")]
    [InlineData("acme/sensor/s1/x")]
    [InlineData(null)]
    public void What_is_no_key_of_a_sensor_is_none(string? text) => SensorKey.TryParse(text, out _).ShouldBeFalse();

    private static long Wall(long runningMs) => Make.Morning + runningMs;

    private static SensorMoment At(long runningMs) => new(Wall(runningMs), runningMs);

    private static SensorReport Report(long atMs, SensorInterface[]? interfaces, string connection = "a") =>
        new(connection, IsNew: false, "gateway of " + connection, null!, new SensorStatus { Version = FormattableString.Invariant($"{atMs}"), Interfaces = interfaces }, []);

    private void Hear(long atMs) => _core.Report(Report(atMs, interfaces: null), At(atMs));

    private void HearFrames(long atMs, long frames) => _core.Report(Report(atMs, [new SensorInterface("eth1", "up", frames, 1)]), At(atMs));

    // Heartbeats as a connected sensor sends them whose newest frame is the one of the beginning.
    private void Beat(long fromMs, long toMs, long frames)
    {
        for (var at = fromMs; at <= toMs; at += 10_000)
        {
            _core.Report(Report(at, [new SensorInterface("eth1", "up", frames, frames == 0 ? 0 : at)]), At(at));
        }
    }

    private bool Take(string connection, bool isNew) => _core.Report(Report(0, null, connection) with { IsNew = isNew }, At(0));

    // Gateways looked all the time, unless it is said that they did not.
    private SensorNews? Look(long atMs, bool watched = true)
    {
        for (; watched && _lookedMs + SensorCore.MaxUnwatchedMs < atMs; _lookedMs += SensorCore.MaxUnwatchedMs)
        {
            _core.View(Patience, At(_lookedMs + SensorCore.MaxUnwatchedMs));
        }

        _lookedMs = atMs;
        return _core.News(Patience, At(atMs));
    }

    private void Reload()
    {
        _lookedMs = 0;
        _core = new SensorCore(SensorSnapshot.Read(Make.Serializer, Make.Serializer.SerializeToArray(_core.Save())));
    }
}

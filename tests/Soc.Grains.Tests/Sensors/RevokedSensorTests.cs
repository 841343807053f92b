using Shouldly;
using Soc.GrainInterfaces.Sensors;
using Soc.Grains.Sensors;
using Xunit;

namespace Soc.Grains.Tests.Sensors;

/// <summary>Of a sensor that is revoked, what was told to be so is told to be over; nothing begins any more.</summary>
public sealed class RevokedSensorTests
{
    private const long Silent = 120_000;
    private const long Deaf = 900_000;
    private static readonly SensorPatience Patience = new(Silent, Deaf);

    private SensorCore _core = new(new SensorSnapshot());

    [Fact]
    public void A_silence_that_was_told_ends_once_and_no_other_begins()
    {
        Hear(0);
        _core.Told(Look(Silent)!.Id);
        _core.IsDirty = false;
        _core.Revoke();
        (_core.IsDirty, _core.IsDone).ShouldBe((true, false));
        Reload();
        _core.Revoke();
        var end = Look(0)!;
        (end.Kind, end.State).ShouldBe((SensorNewsKind.Back, SensorNews.Revoked));
        _core.Told(end.Id);
        _core.IsDone.ShouldBeTrue();
        Look(10 * Silent).ShouldBeNull();
        _core.Report(Report(10 * Silent, frames: 1), At(10 * Silent)).ShouldBeFalse("its connection ends");
        _core.Connection.ShouldBeNull();
    }

    [Fact]
    public void A_silence_that_was_handed_out_is_told_before_its_end()
    {
        var silent = Look(Silent)!;
        _core.Revoke();
        Look(Silent + SensorEpisode.LeaseMs).ShouldBe(silent, "somebody may have told it and died");
        _core.Told(silent.Id);
        Look(Silent + SensorEpisode.LeaseMs + 1)!.Kind.ShouldBe(SensorNewsKind.Back);
    }

    [Fact]
    public void One_of_which_nothing_was_told_leaves_nothing()
    {
        _core.Revoke();
        (_core.IsDirty, _core.IsDone).ShouldBe((false, true));
        Look(10 * Silent).ShouldBeNull();
    }

    [Fact]
    public void Deafness_that_was_told_ends_too()
    {
        for (var at = 0L; at <= Deaf; at += 10_000)
        {
            _core.Report(Report(at, frames: 100), At(at)).ShouldBeTrue();
            _core.View(Patience, At(at));
        }

        _core.Told(Look(Deaf)!.Id);
        _core.Revoke();
        var end = Look(Deaf + 1)!;
        (end.Kind, end.State, _core.IsDone).ShouldBe((SensorNewsKind.Hears, SensorNews.Removed, false));
        _core.Told(end.Id);
        (_core.IsDone, _core.Save().Interfaces.Count).ShouldBe((true, 0));
    }

    private static SensorMoment At(long runningMs) => new(Make.Morning + runningMs, runningMs);

    private static SensorReport Report(long atMs, long frames) =>
        new("a", IsNew: false, "gateway", null!, new SensorStatus { Version = "1", Interfaces = [new SensorInterface("eth1", "up", frames, atMs)] }, []);

    private void Hear(long atMs) => _core.Report(Report(atMs, frames: 0), At(atMs)).ShouldBeTrue();

    private SensorNews? Look(long atMs)
    {
        // Gateways looked all the time.
        for (var at = 0L; at < atMs; at += SensorCore.MaxUnwatchedMs)
        {
            _core.View(Patience, At(at));
        }

        return _core.News(Patience, At(atMs));
    }

    private void Reload() => _core = new SensorCore(SensorSnapshot.Read(Make.Serializer, Make.Serializer.SerializeToArray(_core.Save())));
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Capture.Reset;
using Soc.Capture.Tests.Agent.Uplink;
using Soc.Capture.Tests.Reset;
using Soc.CaptureAgent.Batching;
using Soc.CaptureAgent.Capturing;
using Soc.CaptureAgent.Delivery;
using Soc.CaptureAgent.Enrolment;
using Soc.CaptureAgent.Settings;
using Soc.CaptureAgent.Spool;
using Soc.SensorProtocol;
using Xunit;
using ResetOutcome = Soc.Capture.Reset.ResetOutcome;

namespace Soc.Capture.Tests.Agent;

/// <summary>Commands over links that fail, clocks that are set, and restarts of the agent.</summary>
public sealed class StandingCommandsTests : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(ResetScene.BeginMs);

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-standing-").FullName;
    private readonly FakeTimeProvider _time = new(Start);
    private readonly TestAuthority _authority = new(Start.AddDays(-1), Start.AddDays(30));
    private readonly List<ResetReport> _told = [];

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Commands_are_bounded_known_and_end_by_whichever_clock_says_so_first()
    {
        var time = new SetClock();
        var standing = new StandingCommands(time);
        standing.Add(Command("one", 10_000), [1], []).Standing!.Document.ShouldBe([1]);
        standing.Add(Command("one", 10_000), [2], []).Standing!.Document.ShouldBe([1], "it is the same");
        standing.Add(Command("old", 0), [], []).Refusal.ShouldBe(ResetReason.Expired);
        for (var i = 1; i < StandingCommands.MaxCommands; i++)
        {
            standing.Add(Command($"op.{i}", 20_000), [], []).Refusal.ShouldBe(ResetReason.None);
        }

        standing.Add(Command("more", 20_000), [], []).Refusal.ShouldBe(ResetReason.TooManyCommands);
        standing.Withdraw("op.1");
        standing.All().Length.ShouldBe(StandingCommands.MaxCommands - 1);
        standing.Withdraw("op");
        standing.All().ShouldHaveSingleItem();

        // Set back by an hour, its time runs out all the same.
        var version = standing.Version;
        (time.Wrong, time.Passed) = (TimeSpan.FromHours(-1), TimeSpan.FromSeconds(9));
        standing.All().ShouldHaveSingleItem();
        time.Passed = TimeSpan.FromSeconds(10);
        standing.All().ShouldBeEmpty();
        standing.Version.ShouldNotBe(version);
    }

    [Fact]
    public void A_link_that_comes_back_goes_on_with_what_stands_and_ends_what_was_taken_back()
    {
        using var first = new ResetScene();
        using var second = new ResetScene();
        var standing = new StandingCommands(_time);
        standing.Add(Command("one", 10_000), [], []);
        var carried = new CarriedCommands(first.Resetter);
        carried.Follow(standing, first.NowNs);
        carried.Follow(standing, first.NowNs);
        first.Resetter.Commands.ShouldBe(1);
        first.Resetter.Close(first.NowNs);

        carried = new CarriedCommands(second.Resetter);
        carried.Follow(standing, second.NowNs);
        second.Connect();
        second.Sent.ShouldNotBeEmpty("the device is still cut off");
        standing.Withdraw("one");
        carried.Follow(standing, second.NowNs);
        second.Resetter.Commands.ShouldBe(0);
    }

    [Fact]
    public void A_command_stands_over_a_restart_until_it_is_taken_back_and_only_what_is_signed_counts()
    {
        var desk = Desk(out var commands);
        Give(desk, Document("op.1", 60_000));
        commands.All().ShouldHaveSingleItem();
        (_told[^1].Outcome, _told[^1].Reason).ShouldBe((ResetOutcome.Standing, ResetReason.NoLink), "nothing is captured, which is said");
        commands.Note(new ResetReport("op.1", "acme", default(ResetConnection), ResetOutcome.Confirmed, ResetReason.ResetSeen, "", 1, 2, 0));
        Give(desk, Document("op.1", 60_000));
        (_told[^1].Outcome, _told[^1].Detail).ShouldBe((ResetOutcome.Confirmed, "1 so far"), "the same again is a question");
        Give(desk, Document("op.2", 60_000), isForged: true);
        commands.All().ShouldHaveSingleItem();

        // The agent begins anew, half a minute later.
        _time.Advance(TimeSpan.FromSeconds(30));
        desk = Desk(out commands);
        desk.Restore(_folder);
        commands.All().ShouldHaveSingleItem().Command.Id.ShouldBe("op.1");

        Give(desk, Document("op.end", 60_000, withdraws: "op"), isForged: true);
        commands.All().ShouldHaveSingleItem();
        Give(desk, Document("op.end", 0, withdraws: "op"));
        commands.All().ShouldHaveSingleItem("one that was caught and comes late takes nothing back");
        Give(desk, Document("op.end", 60_000, withdraws: "op"));
        commands.All().ShouldBeEmpty();
        (_told[^1].CommandId, _told[^1].Outcome).ShouldBe(("op", ResetOutcome.Ended));
        desk = Desk(out commands);
        desk.Restore(_folder);
        commands.All().ShouldBeEmpty();
    }

    private static ResetCommand Command(string id, long untilMs) => ResetScene.Command(new AddressTarget(ResetScene.Client), untilMs: untilMs, id: id);

    private byte[] Document(string id, long leftMs, string? withdraws = null)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return JsonSerializer.SerializeToUtf8Bytes(
            new { id, sensor = "s1", client = "acme", ip = "10.0.0.1", withdraws, notBeforeMs = now - 1_000, expiresMs = now + leftMs, maxConnections = 10 });
    }

    private void Give(SensorDesk desk, byte[] document, bool isForged = false)
    {
        var signature = isForged ? Encoding.ASCII.GetBytes("whoever") : _authority.Sign(SensorDesk.CommandKind, document);
        using var identity = SensorIdentity.Load(_folder);
        desk.Commanded(identity, new SignedCommand { Document = ByteString.CopyFrom(document), Signature = ByteString.CopyFrom(signature) });
    }

    private SensorDesk Desk(out StandingCommands commands)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SensorIdentity.Save(_folder, new StoredIdentity(
            "https://127.0.0.1:1",
            "s1",
            "acme",
            Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            Convert.ToBase64String(_authority.Sensor(key, Start, Start.AddDays(1))),
            Convert.ToBase64String(_authority.Certificate.RawData)));
        var local = new CaptureOptions { StateDirectory = _folder, ResetsEnabled = true };
        var file = new ConfigurationFile(_folder, local);
        var commandFile = new CommandFile(_folder);
        var spool = DiskSpool.Open(Path.Combine(_folder, "spool"), 1024 * 1024);
        var queue = new EventQueue(spool, _time, NullLogger<EventQueue>.Instance);
        commands = new StandingCommands(_time);
        var capture = new CaptureService(local, file, commands, commandFile, queue, _time, NullLogger<CaptureService>.Instance) { Told = _told.Add };
        return new SensorDesk(capture, file, commandFile, local, queue, spool, new DeliveryState(), _time, NullLogger<SensorDesk>.Instance);
    }

    /// <summary>A wall clock that is set, and time that runs.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Wrong { get; set; }

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Start + Wrong + Passed;

        public override long GetTimestamp() => Passed.Ticks;
    }
}

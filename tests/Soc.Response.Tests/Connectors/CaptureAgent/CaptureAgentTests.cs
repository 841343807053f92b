using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.CaptureAgent;

/// <summary>What capture agents alone have: several of them, that are away, mute, busy, restarted and forgotten.</summary>
public sealed class CaptureAgentTests
{
    private const string Mac = "02:00:00:00:00:07";

    private static readonly DateTimeOffset Start = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakeSensors _sensors;
    private readonly IContainmentConnector _connector;

    public CaptureAgentTests()
    {
        _sensors = new FakeSensors(_time) { Sensors = { new SensorAtHand("s1", "hq", IsConnected: true, MayReset: true, 0), new SensorAtHand("s2", "plant", IsConnected: true, MayReset: true, 0) } };
        _connector = Make("{}");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_cut_off_seen_to_be_so_made_longer_and_freed()
    {
        var planned = await _connector.PlanAsync(Isolate, Cancel);
        planned.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        planned.Reason.ShouldContain("only TCP connections that pass a mirror");
        _sensors.Sent.ShouldBe(0, "a plan changes nothing");

        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        (applied.Kind, applied.WasSoBefore).ShouldBe((ContainmentOutcomeKind.Pending, false));
        applied.Reason.ShouldContain("no connection of it was seen");
        (_sensors.StandingAt("s1").ShouldHaveSingleItem().Mac, _sensors.StandingAt("s2").Length).ShouldBe((Mac, 1));
        (await _connector.ApplyAsync(Isolate, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        (await Make("{}").ApplyAsync(Isolate, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending, "and after a restart");
        _sensors.StandingAt("s1").ShouldHaveSingleItem();
        (await _connector.VerifyAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);

        var command = _sensors.StandingAt("s2")[0].Id;
        _sensors.Say("s2", command, "attempted", "None", 1);
        (await _connector.VerifyAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        _sensors.Say("s2", command, "confirmed", "ResetSeen", 1);
        var seen = await _connector.VerifyAsync(Isolate, applied, Cancel);
        (seen.Kind, seen.Reason.Contains("plant saw one connection broken off", StringComparison.Ordinal)).ShouldBe((ContainmentOutcomeKind.Confirmed, true), seen.Reason);

        var longer = Isolate with { UntilMs = Isolate.UntilMs + 3_600_000 };
        await _connector.ApplyAsync(longer, Cancel);
        _sensors.StandingAt("s1").Length.ShouldBe(2, "until the later end");
        (await _connector.VerifyAsync(longer with { Prior = applied.Prior }, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed, "what the first one broke off is broken off");
        (await _connector.RevertAsync(longer, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        (_sensors.StandingAt("s1").Length, _sensors.StandingAt("s2").Length).ShouldBe((0, 0), "both of them");
        var sent = _sensors.Sent;
        (await _connector.RevertAsync(longer, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        (await _connector.RevertAsync(longer, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _sensors.Sent.ShouldBe(sent);
    }

    [Fact]
    public async Task Two_operations_have_a_command_each_and_one_that_ends_leaves_the_other()
    {
        var (one, two) = (Isolate, Isolate with { OperationId = "op-2" });
        var applied = await _connector.ApplyAsync(one, Cancel);
        await _connector.ApplyAsync(two, Cancel);
        await _connector.RevertAsync(one, applied, Cancel);
        _sensors.StandingAt("s1").ShouldHaveSingleItem();
        _connector.Description.Actions.ShouldAllBe(a => a.KeepsHolds);
    }

    [Fact]
    public async Task An_agent_that_is_away_is_told_when_it_is_there_and_one_that_was_told_is_not_forgotten()
    {
        _sensors.Set("s2", isConnected: false);
        (await _connector.PlanAsync(Isolate, Cancel)).Reason.ShouldContain("Not connected: plant.");
        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        _sensors.Set("s2", isConnected: true);
        await _connector.VerifyAsync(Isolate, applied, Cancel);
        _sensors.StandingAt("s2").ShouldHaveSingleItem("it connected meanwhile");

        // Nobody remembers what was said, as after another silo began: it is asked, and changes nothing.
        _sensors.Forget();
        (await _connector.VerifyAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        (await _connector.VerifyAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        _sensors.StandingAt("s1").ShouldHaveSingleItem();

        _sensors.Set("s1", isConnected: false);
        var reverted = await _connector.RevertAsync(Isolate, applied, Cancel);
        (reverted.Kind, reverted.IsTransient).ShouldBe((ContainmentOutcomeKind.Failed, true), "it has the command, and cannot be told");
        reverted.Reason.ShouldContain("hq cannot be told now");
        _sensors.Set("s1", isConnected: true);
        await _connector.RevertAsync(Isolate, applied, Cancel);
        (await _connector.RevertAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _sensors.StandingAt("s1").ShouldBeEmpty();

        _sensors.Set("s1", isConnected: false);
        _time.SetUtcNow(Start.AddHours(2));
        (await _connector.RevertAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed, "it has ended by itself");
    }

    [Fact]
    public async Task What_is_lost_on_its_way_is_unverified_and_asked_again()
    {
        _sensors.Mute.UnionWith(["s1", "s2"]);
        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        (applied.Kind, applied.IsTransient).ShouldBe((ContainmentOutcomeKind.Unverified, true));
        _sensors.Mute.Clear();
        await _connector.VerifyAsync(Isolate, applied, Cancel);
        (await _connector.VerifyAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        _sensors.StandingAt("s1").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_broke_off_on_its_way_to_one_agent_reaches_the_others_and_is_ended_at_all()
    {
        _sensors.Fault = new Fault(FaultKind.BreakAfterActing, Times: 1);
        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        (applied.Kind, applied.Reference).ShouldBe((ContainmentOutcomeKind.Pending, "s1 s2"));
        (_sensors.StandingAt("s1").Length, _sensors.StandingAt("s2").Length).ShouldBe((1, 1));
        _sensors.Set("s1", isConnected: false);
        (await _connector.RevertAsync(Isolate, applied, Cancel)).ShouldSatisfyAllConditions(
            o => o.Kind.ShouldBe(ContainmentOutcomeKind.Failed, "it may have the command"), o => o.IsTransient.ShouldBeTrue(), o => o.Reason.ShouldContain("hq cannot be told now"));
        _sensors.Set("s1", isConnected: true);
        (await _connector.RevertAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        (_sensors.StandingAt("s1").Length, _sensors.StandingAt("s2").Length).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_was_told_and_cannot_be_asked_about_is_kept_to_be_ended()
    {
        // The list of sensors is there, and then nobody says what came of it.
        var applied = await Make("{}", new Wordless(_sensors)).ApplyAsync(Isolate, Cancel);
        (applied.Kind, applied.Reference).ShouldBe((ContainmentOutcomeKind.Pending, "s1 s2"));
        applied.Prior.ShouldNotBeNull();
        _sensors.StandingAt("s1").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_was_told_only_when_asked_about_it_and_is_away_has_it_to_end_and_who_refused_it_has_not()
    {
        _sensors.Set("s2", isConnected: false);
        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        applied.Reference.ShouldBe("s1");
        _sensors.Set("s2", isConnected: true);
        await _connector.VerifyAsync(Isolate, applied, Cancel);
        var command = _sensors.StandingAt("s2").ShouldHaveSingleItem().Id;
        _sensors.Set("s2", isConnected: false);
        var reverted = await _connector.RevertAsync(Isolate, applied, Cancel);
        (reverted.Kind, reverted.IsTransient).ShouldBe((ContainmentOutcomeKind.Failed, true), "it has the command, and cannot be told");
        reverted.Reason.ShouldContain("plant cannot be told now");
        _sensors.Say("s2", command, "failed", "NeverBlocked");
        (await _connector.RevertAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
    }

    [Fact]
    public async Task One_agent_that_refuses_it_meanwhile_leaves_it_to_the_others()
    {
        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        _sensors.Settle();
        _sensors.Say("s1", _sensors.StandingAt("s1")[0].Id, "failed", "NeverBlocked");
        var one = await _connector.VerifyAsync(Isolate, applied, Cancel);
        (one.Kind, one.Reason.Contains("hq", StringComparison.Ordinal)).ShouldBe((ContainmentOutcomeKind.Confirmed, false), one.Reason);
        _sensors.Say("s2", _sensors.StandingAt("s2")[0].Id, "failed", "Disabled");
        var none = await _connector.VerifyAsync(Isolate, applied, Cancel);
        (none.Kind, none.IsTransient).ShouldBe((ContainmentOutcomeKind.Failed, false), none.Reason);
    }

    [Fact]
    public async Task An_agent_that_has_broken_off_as_many_as_it_may_has_not_failed()
    {
        var applied = await _connector.ApplyAsync(Isolate, Cancel);
        var command = _sensors.StandingAt("s1")[0].Id;
        _sensors.Say("s1", command, "attempted", "None", 1);
        _sensors.Say("s1", command, "failed", "TooManyConnections");
        (await _connector.VerifyAsync(Isolate, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        _sensors.Say("s1", command, "confirmed", "ResetSeen", 1);
        var full = await _connector.VerifyAsync(Isolate, applied, Cancel);
        full.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        full.Reason.ShouldContain("at hq ('maxConnections')");
    }

    [Fact]
    public async Task Without_an_agent_that_can_it_is_said_what_to_do()
    {
        _sensors.Busy.UnionWith(["s1", "s2"]);
        (await _connector.ApplyAsync(Isolate, Cancel)).ShouldSatisfyAllConditions(o => o.Kind.ShouldBe(ContainmentOutcomeKind.Failed), o => o.IsTransient.ShouldBeTrue());
        _sensors.Set("s1", isConnected: false);
        _sensors.Set("s2", isConnected: false);
        (await _connector.ApplyAsync(Isolate, Cancel)).ShouldSatisfyAllConditions(o => o.IsTransient.ShouldBeTrue(), o => o.Reason.ShouldContain("connected to no gateway"));
        _sensors.Set("s1", isConnected: true, mayReset: false);
        _sensors.Set("s2", isConnected: true, mayReset: false);
        (await _connector.PlanAsync(Isolate, Cancel)).ShouldSatisfyAllConditions(o => o.IsTransient.ShouldBeFalse(), o => o.Reason.ShouldContain("ResetsEnabled=true"));
        (await Make("""{"sensors":["nowhere"]}""").PlanAsync(Isolate, Cancel)).Reason.ShouldContain("nowhere");
        _sensors.Sensors.Clear();
        (await _connector.PlanAsync(Isolate, Cancel)).Reason.ShouldContain("enrol one");
        _sensors.Fault = new Fault(FaultKind.SilenceAfterActing, OnReads: true);
        (await _connector.ApplyAsync(Isolate, Cancel)).ShouldSatisfyAllConditions(o => o.Kind.ShouldBe(ContainmentOutcomeKind.Failed, "nothing was sent"), o => o.IsTransient.ShouldBeTrue());
    }

    [Fact]
    public async Task What_agents_refuse_has_failed_with_the_reason_and_only_the_named_ones_are_told()
    {
        var named = Make("""{"sensors":["HQ"],"maxConnections":7}""");
        await named.ApplyAsync(Isolate, Cancel);
        (_sensors.StandingAt("s1").ShouldHaveSingleItem().MaxConnections, _sensors.StandingAt("s2").Length).ShouldBe((7, 0));
        _sensors.Sensors[0] = _sensors.Sensors[0] with { ClockSkewMs = 600_000 };
        _sensors.Say("s1", _sensors.StandingAt("s1")[0].Id, "failed", "Expired");
        var refused = await named.VerifyAsync(Isolate, await named.ApplyAsync(Isolate with { OperationId = "op-9" }, Cancel), Cancel);
        (refused.Kind, refused.IsTransient).ShouldBe((ContainmentOutcomeKind.Failed, false));
        refused.Reason.ShouldContain("600 s ahead");
    }

    [Fact]
    public async Task One_connection_is_reset_for_good_and_what_agents_cannot_know_is_refused()
    {
        var reset = Isolate with
        {
            Action = ContainmentAction.ResetConnection,
            Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "203.0.113.7", Ip = "203.0.113.7", Connection = new TargetConnection("10.0.0.7", 50_000, "203.0.113.7", 443) },
        };
        var applied = await _connector.ApplyAsync(reset, Cancel);
        var command = _sensors.StandingAt("s1").ShouldHaveSingleItem();
        (command.Connection, command.MaxConnections, command.Ip).ShouldBe((new TargetConnection("10.0.0.7", 50_000, "203.0.113.7", 443), 1, null));
        (await _connector.RevertAsync(reset, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _sensors.StandingAt("s1").ShouldHaveSingleItem();
        foreach (var (action, target) in new[]
        {
            (ContainmentAction.ResetConnection, reset.Target with { Connection = new TargetConnection("10.0.0.7", 0, "203.0.113.7", 443) }),
            (ContainmentAction.IsolateDevice, new ContainmentTarget { Kind = EntityKind.Device, Value = "ws-7", HostName = "ws-7" }),
            (ContainmentAction.BlockAddress, new ContainmentTarget { Kind = EntityKind.Address, Value = "203.0.113.0/28" }),
            (ContainmentAction.DisableUser, new ContainmentTarget { Kind = EntityKind.User, Value = "anna" }),
        })
        {
            (await _connector.ApplyAsync(reset with { Action = action, Target = target }, Cancel)).ShouldSatisfyAllConditions(o => o.Kind.ShouldBe(ContainmentOutcomeKind.Failed), o => o.Reason.ShouldNotBeEmpty());
        }

        (await _connector.ApplyAsync(Isolate with { UntilMs = Start.ToUnixTimeMilliseconds() }, Cancel)).Reason.ShouldContain("over");
        (await _connector.ApplyAsync(Isolate with { UntilMs = Start.AddHours(25).ToUnixTimeMilliseconds() }, Cancel)).Reason.ShouldContain("24 hours");
        _sensors.StandingAt("s1").ShouldHaveSingleItem();
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await _connector.ApplyAsync(Isolate, over.Token));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Should.Throw<ConnectorSettingsException>(() => Make("""{"colour":"red"}""")).Message.ShouldContain("colour");
        Should.Throw<ConnectorSettingsException>(() => Make("""{"maxConnections":0}""")).Message.ShouldContain("maxConnections");
        Should.Throw<ConnectorSettingsException>(() => Make("""{"sensors":[" "]}""")).Message.ShouldContain("sensors");
        Should.Throw<ConnectorSettingsException>(() => new CaptureAgentConnectorType().Create(default, new ConnectorContext(() => new HttpClientHandler(), _time))).Message.ShouldContain("no sensors");
    }

    private static ContainmentOrder Isolate => new()
    {
        OperationId = "op-1",
        Client = "acme",
        Action = ContainmentAction.IsolateDevice,
        Target = new ContainmentTarget { Kind = EntityKind.Device, Value = "ws-7", Mac = Mac.ToUpperInvariant(), Ip = "10.0.0.7" },
        UntilMs = Start.AddHours(1).ToUnixTimeMilliseconds(),
        Reason = "port scan",
    };

    private IContainmentConnector Make(string options, ISensorCommands? sensors = null)
    {
        using var document = JsonDocument.Parse(options);
        return ConnectorCatalogs.Own.Find("capture_agent")!.Create(document.RootElement.Clone(), new ConnectorContext(() => new HttpClientHandler(), _time) { SensorCommands = sensors ?? _sensors });
    }

    /// <summary>Sensors are found and told, and nothing that they say is.</summary>
    private sealed class Wordless(FakeSensors sensors) : ISensorCommands
    {
        public ValueTask<IReadOnlyList<SensorAtHand>> SensorsOfAsync(string client, CancellationToken cancellationToken) => sensors.SensorsOfAsync(client, cancellationToken);

        public ValueTask<SensorHandOver> SendAsync(string client, string sensor, SensorCommand command, CancellationToken cancellationToken) =>
            sensors.SendAsync(client, sensor, command, cancellationToken);

        public ValueTask<IReadOnlyList<SensorWord>?> WordsAsync(string client, string sensor, string command, CancellationToken cancellationToken) => throw new IOException("away");
    }
}

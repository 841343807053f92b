using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Reset;
using Xunit;

namespace Soc.Capture.Tests.Reset;

public sealed class ResetterTests : IDisposable
{
    private static readonly ResetTarget Connection = new ConnectionTarget(ResetScene.Server, 443, ResetScene.Client, 40_000);
    private static readonly ResetTarget Device = new AddressTarget(ResetScene.Client);

    private readonly ResetScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Both_ends_get_the_number_that_they_wait_for_and_who_sends_most_comes_first()
    {
        _scene.Connect();
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 1_000);
        _scene.Accept(ResetScene.Command(Connection));
        _scene.Sent.ShouldBe(
        [
            new(_scene.NowNs, ResetScene.Agent, ResetScene.ServerMac, 0, 0, ResetScene.Client, 40_000, ResetScene.Server, 443, 1_101, 6_001, TcpFlags.Rst | TcpFlags.Ack),
            new(_scene.NowNs, ResetScene.Agent, ResetScene.ClientMac, 0, 0, ResetScene.Server, 443, ResetScene.Client, 40_000, 6_001, 1_101, TcpFlags.Rst | TcpFlags.Ack),
        ]);
        var report = _scene.Told.ShouldHaveSingleItem();
        (report.CommandId, report.Client, report.Outcome, report.Reason, report.Rounds, report.Frames).ShouldBe(("one", "acme", ResetOutcome.Attempted, ResetReason.None, 1, 2));
        report.Connection!.Value.OriginatorPort.ShouldBe((ushort)40_000);
    }

    [Fact]
    public void A_clock_that_is_set_back_ends_commands_and_does_not_make_them_longer()
    {
        _scene.NowMs = 7_200_000;
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Device, 7_200_000, 7_230_000));
        _scene.GoTo(7_200_050);
        _scene.NowMs = 0;
        _scene.Resetter.Tick(_scene.NowNs);
        _scene.Resetter.Commands.ShouldBe(0);
        _scene.Told[^1].Reason.ShouldBe(ResetReason.ClockSetBack);
        _scene.Sent.Clear();
        _scene.Connect(port: 40_001);
        _scene.GoTo(2_000);
        _scene.Sent.ShouldBeEmpty();

        // And by the clock as it is now the next one is carried out, and ends.
        _scene.Accept(ResetScene.Command(Device, 2_000, 4_000, id: "two"));
        _scene.Sent.ShouldNotBeEmpty();
        _scene.GoTo(4_000);
        _scene.Resetter.Commands.ShouldBe(0);
    }

    [Fact]
    public void It_is_done_again_at_its_times_with_the_numbers_of_that_time()
    {
        _scene.Connect();
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 1_000);
        _scene.Accept(ResetScene.Command(Connection));
        _scene.GoTo(9);

        // What comes now also causes a round; the gap to the one at 3 ms is long enough.
        _scene.Down(TcpFlags.Ack, 6_001, 1_101, bytes: 500);
        _scene.GoTo(900);
        _scene.Sent.Select(s => (s.AtNs - (ResetScene.BeginMs * ResetScene.Ms)) / ResetScene.Ms).Distinct().ShouldBe([0L, 3, 9, 10, 30, 100, 300]);
        _scene.Sent.Count(s => s.Dst == ResetScene.Client && s.Sequence == (s.AtNs < (ResetScene.BeginMs + 9) * ResetScene.Ms ? 6_001u : 6_501u)).ShouldBe(7);

        // Ahead of what was seen, by segments of the length seen since: for what is on its way.
        _scene.Sent.Where(s => s.Dst == ResetScene.Client && s.AtNs == (ResetScene.BeginMs + 10) * ResetScene.Ms).Select(s => s.Sequence).ShouldBe([6_501u, 7_001, 7_501, 8_001]);
    }

    [Fact]
    public void An_end_that_says_which_number_it_waits_for_gets_it()
    {
        _scene.Connect();
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 1_000);
        _scene.Accept(ResetScene.Command(Connection));
        _scene.GoTo(7);
        _scene.Sent.Clear();

        // The segment before was lost on its way: the client still waits for 5,001.
        _scene.Up(TcpFlags.Ack, 1_101, 5_001);
        _scene.Sent.Where(s => s.Dst == ResetScene.Client).Select(s => s.Sequence).ShouldBe([5_001u, 6_001]);
    }

    [Fact]
    public void A_question_that_is_not_answered_yet_is_broken_off_too()
    {
        _scene.Accept(ResetScene.Command(Device));
        _scene.Up(TcpFlags.Syn, 1_000);
        _scene.Sent.Select(s => (s.Dst, s.Sequence, s.Acknowledgement)).ShouldBe([(ResetScene.Server, 1_001u, 0u), (ResetScene.Client, 0u, 1_001u)]);
    }

    [Fact]
    public void Tags_are_as_the_connection_has_them()
    {
        (_scene.OuterVlan, _scene.InnerVlan) = (100, 20);
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection));
        _scene.Sent.ShouldAllBe(s => s.OuterVlan == 100 && s.InnerVlan == 20);
        _scene.Sent.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_reset_of_an_end_confirms_it_and_our_own_does_not()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection));
        _scene.GoTo(1);
        _scene.Give(
            ResetScene.Server, 443, ResetScene.Agent, ResetScene.Client, 40_000, ResetScene.ClientMac, TcpFlags.Rst | TcpFlags.Ack, 5_001, 1_101, 0, ResetScene.On.Mark);
        _scene.Told.Select(t => t.Outcome).ShouldBe([ResetOutcome.Attempted]);
        _scene.Down(TcpFlags.Rst, 5_001);
        _scene.Told.Select(t => (t.Outcome, t.Reason)).ShouldBe([(ResetOutcome.Attempted, ResetReason.None), (ResetOutcome.Confirmed, ResetReason.ResetSeen)]);
    }

    [Fact]
    public void Silence_confirms_it_and_who_talks_again_is_tried_again()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection));
        _scene.GoTo(1_299);
        _scene.Told.Count.ShouldBe(1);
        _scene.GoTo(1_301);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason, _scene.Told[^1].Rounds).ShouldBe((ResetOutcome.Confirmed, ResetReason.Silence, 6));
        var before = _scene.Sent.Count;
        _scene.GoTo(2_000);
        _scene.Sent.Count.ShouldBe(before);
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 10);
        _scene.Sent.Count.ShouldBeGreaterThan(before);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Attempted, ResetReason.None));
    }

    [Fact]
    public void Who_talks_on_is_tried_so_often_and_then_it_has_failed()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection, untilMs: 60_000));
        for (var i = 0u; i < 40_000; i++)
        {
            _scene.Down(TcpFlags.Ack, 5_001 + (i * 10), 1_101, bytes: 10);
            _scene.GoTo(i);
        }

        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason, _scene.Told[^1].Rounds).ShouldBe((ResetOutcome.Failed, ResetReason.GoesOn, 40));
        _scene.Sent.Select(s => s.AtNs).Distinct().Count().ShouldBe(40);
        _scene.Told.Count.ShouldBe(2);
    }

    [Fact]
    public void Ends_that_close_by_themselves_are_told_so()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection));
        _scene.GoTo(1);
        _scene.Down(TcpFlags.Fin | TcpFlags.Ack, 5_001, 1_101);
        var before = _scene.Sent.Count;
        _scene.Up(TcpFlags.Fin | TcpFlags.Ack, 1_101, 5_002);
        _scene.Down(TcpFlags.Ack, 5_002, 1_102);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Attempted, ResetReason.ClosedByEnds));
        _scene.GoTo(5_000);
        (_scene.Told.Count, _scene.Sent.Count).ShouldBe((2, before));
    }

    [Fact]
    public void Nothing_is_sent_unless_it_is_switched_on()
    {
        new ResetOptions().IsEnabled.ShouldBeFalse();
        var off = new ResetScene(ResetScene.On with { IsEnabled = false });
        off.Connect();
        off.Accept(ResetScene.Command(Connection));
        off.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 10);
        off.GoTo(500);
        off.Sent.ShouldBeEmpty();
        (off.Told.ShouldHaveSingleItem().Reason, off.Resetter.Commands).ShouldBe((ResetReason.Disabled, 0));
    }

    [Fact]
    public void Nothing_is_sent_before_or_after_the_time_of_a_command()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection, fromMs: 50, untilMs: 90));
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 10);
        _scene.GoTo(49);
        _scene.Sent.ShouldBeEmpty();
        _scene.GoTo(89);
        _scene.Down(TcpFlags.Ack, 5_011, 1_101, bytes: 10);
        _scene.Sent.Select(s => (s.AtNs / ResetScene.Ms) - ResetScene.BeginMs).Distinct().ShouldBe([50L, 53, 60, 80, 89]);
        _scene.GoTo(90);
        _scene.Down(TcpFlags.Ack, 5_021, 1_101, bytes: 10);
        _scene.GoTo(500);
        _scene.Sent.ShouldAllBe(s => s.AtNs < (ResetScene.BeginMs + 90) * ResetScene.Ms);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Attempted, ResetReason.Expired));
        (_scene.Resetter.Commands, _scene.Resetter.Runs).ShouldBe((0, 0));
        _scene.Accept(ResetScene.Command(Connection, fromMs: 50, untilMs: 90, id: "late"));
        _scene.Told[^1].Reason.ShouldBe(ResetReason.Expired);
    }

    [Fact]
    public void A_connection_whose_frames_waited_to_be_read_when_the_command_came_is_broken_off()
    {
        _scene.NowMs = 20;
        _scene.Accept(ResetScene.Command(Connection, fromMs: 20));
        _scene.NowMs = 12;
        _scene.Connect();
        _scene.NowMs = 20;
        _scene.GoTo(60);
        _scene.Sent.Where(s => s.Dst == ResetScene.Client).ShouldContain(s => s.Sequence == 5_001);
        _scene.Sent.Where(s => s.Dst == ResetScene.Server).ShouldContain(s => s.Sequence == 1_101);
    }

    [Fact]
    public void A_command_that_ends_while_they_talk_has_failed()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection, untilMs: 500));
        _scene.GoTo(301);
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 10);
        _scene.GoTo(302);
        _scene.Down(TcpFlags.Ack, 5_011, 1_101, bytes: 10);
        _scene.GoTo(500);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Failed, ResetReason.GoesOn));
    }

    [Theory]
    [InlineData("range", true)]
    [InlineData("range", false)]
    [InlineData("station", false)]
    [InlineData("gateway as target", false)]
    public void What_is_never_blocked_is_left_alone(string what, bool isTarget)
    {
        AddressRange.TryParse("192.168.1.0/24", out var range).ShouldBeTrue();
        var neverBlock = what switch
        {
            "range" => new NeverBlock([range], [], []),
            "station" => new NeverBlock([], [ResetScene.ServerMac], []),
            _ => new NeverBlock([], [], [ResetScene.ServerMac]),
        };
        var scene = new ResetScene(neverBlock: neverBlock);
        scene.Connect();
        scene.Accept(ResetScene.Command(what.StartsWith("gateway", StringComparison.Ordinal) ? new StationTarget(ResetScene.ServerMac) : isTarget ? new AddressTarget(ResetScene.Server) : Device));
        scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 10);
        scene.GoTo(500);
        scene.Sent.ShouldBeEmpty();
        var report = scene.Told.ShouldHaveSingleItem();
        (report.Outcome, report.Reason).ShouldBe((ResetOutcome.Failed, ResetReason.NeverBlocked));
    }

    [Fact]
    public void Who_talks_through_a_gateway_is_not_protected_by_it()
    {
        var scene = new ResetScene(neverBlock: new NeverBlock([], [], [ResetScene.ServerMac]));
        scene.Connect();
        scene.Accept(ResetScene.Command(new StationTarget(ResetScene.ClientMac)));
        scene.Sent.ShouldNotBeEmpty();
    }

    [Fact]
    public void No_more_connections_than_the_command_says()
    {
        for (ushort port = 1; port <= 5; port++)
        {
            _scene.Connect(port);
        }

        _scene.Accept(ResetScene.Command(Device, max: 2));
        for (ushort port = 6; port <= 9; port++)
        {
            _scene.Connect(port);
        }

        _scene.GoTo(500);
        _scene.Sent.Select(s => s.Dst == ResetScene.Client ? s.DstPort : s.SrcPort).Distinct().Count().ShouldBe(2);
        _scene.Told.Where(t => t.Reason == ResetReason.TooManyConnections).ShouldHaveSingleItem().Connection.ShouldBeNull();
    }

    [Fact]
    public void Other_connections_of_the_same_ends_are_left_alone()
    {
        _scene.Connect();
        _scene.Connect(40_001);
        _scene.Accept(ResetScene.Command(Connection));
        _scene.Down(TcpFlags.Ack, 5_001, 1_101, bytes: 10, port: 40_001);
        _scene.GoTo(500);
        _scene.Sent.ShouldAllBe(s => s.SrcPort == 40_000 || s.DstPort == 40_000);
        _scene.Sent.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_flow_that_is_used_again_is_another_connection()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection));
        var before = _scene.Sent.Count;
        _scene.EndAll();
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Attempted, ResetReason.LostSight));
        _scene.Connect(40_001);
        _scene.GoTo(500);
        _scene.Sent.Count.ShouldBe(before);
        _scene.Resetter.Runs.ShouldBe(0);
    }

    [Fact]
    public void A_tunnelled_connection_and_one_without_stations_are_told_as_not_possible()
    {
        _scene.TunnelDepth = 1;
        _scene.Connect();
        _scene.TunnelDepth = 0;
        _scene.Give(ResetScene.Client, 40_001, default, ResetScene.Server, 443, default, TcpFlags.Syn, 1, 0, 0);
        _scene.Accept(ResetScene.Command(Device));
        _scene.Up(TcpFlags.Ack, 1_101, 5_001, bytes: 5);
        _scene.Sent.ShouldBeEmpty();
        _scene.Told.Select(t => t.Reason).Order().ShouldBe([ResetReason.Tunnelled, ResetReason.NoStation]);
    }

    [Fact]
    public void Frames_that_cannot_be_sent_are_told_once_and_tried_again()
    {
        _scene.Trouble = "the interface is down";
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Connection));
        _scene.GoTo(20);
        var report = _scene.Told.ShouldHaveSingleItem();
        (report.Outcome, report.Reason, report.Detail).ShouldBe((ResetOutcome.Failed, ResetReason.NotSent, "the interface is down"));
        _scene.Trouble = "";
        _scene.GoTo(31);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Attempted, ResetReason.None));
        _scene.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void A_command_without_a_connection_says_so_and_one_that_comes_twice_is_one()
    {
        _scene.Accept(ResetScene.Command(Device, untilMs: 100));
        _scene.Accept(ResetScene.Command(Device, untilMs: 100));
        _scene.Resetter.Commands.ShouldBe(1);
        _scene.GoTo(100);
        _scene.Told.ShouldHaveSingleItem().Reason.ShouldBe(ResetReason.NothingSeen);
    }

    [Fact]
    public void A_command_that_is_withdrawn_sends_nothing_more()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Device));
        var before = _scene.Sent.Count;
        _scene.Resetter.Withdraw("one", _scene.NowNs).ShouldBeTrue();
        _scene.Resetter.Withdraw("one", _scene.NowNs).ShouldBeFalse();
        _scene.GoTo(500);
        _scene.Sent.Count.ShouldBe(before);
        (_scene.Told[^1].Outcome, _scene.Told[^1].Reason).ShouldBe((ResetOutcome.Attempted, ResetReason.Withdrawn), "what it had begun is told");
    }

    [Fact]
    public void When_the_link_fails_what_was_begun_is_told_and_what_saw_nothing_says_nothing()
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Device));
        _scene.Accept(ResetScene.Command(new AddressTarget(NetAddress.V4(0x0A000063)), id: "two"));
        _scene.Told.Clear();
        _scene.Resetter.Close(_scene.NowNs);
        var report = _scene.Told.ShouldHaveSingleItem();
        (report.CommandId, report.Outcome, report.Reason, report.Connection is null).ShouldBe(("one", ResetOutcome.Attempted, ResetReason.LinkLost, false));
        (_scene.Resetter.Commands, _scene.Resetter.Runs).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("", 0, 1_000, 1)]
    [InlineData("x", 1_000, 1_000, 1)]
    [InlineData("x", 0, 90_000_000, 1)]
    [InlineData("x", 0, 1_000, 0)]
    [InlineData("x", 0, 1_000, 10_001)]
    public void A_command_out_of_bounds_is_refused(string id, long fromMs, long untilMs, int max)
    {
        _scene.Connect();
        _scene.Accept(ResetScene.Command(Device, fromMs, untilMs, max, id));
        _scene.Sent.ShouldBeEmpty();
        _scene.Told.ShouldHaveSingleItem().Reason.ShouldBe(ResetReason.BadCommand);
    }
}

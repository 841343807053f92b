using System.Globalization;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests;

/// <summary>When flows end, and what goes when there are too many.</summary>
public sealed class FlowTableTests
{
    private const long Second = 1_000_000_000;
    private const int Max = 1024;

    private readonly Told _told = new();
    private readonly FlowTable _table;

    public FlowTableTests() => _table = new FlowTable(new FlowOptions { MaxFlows = Max }, _told, seed: 7);

    [Fact]
    public void Flood_of_questions_pushes_out_questions_and_not_who_talks()
    {
        Talk(0);
        for (var i = 0; i < 10 * Max; i++)
        {
            Take(Frames.Tcp(i >> 16 & 0xFF, 9, (ushort)i, 81, TcpFlags.Syn), Second + i);
        }

        _table.Count.ShouldBe(Max);
        _table.Evicted.ShouldBe((10 * Max) + 1 - Max);
        _told.Flows.ShouldAllBe(f => f.Why == FlowEnd.Evicted && f.State == FlowState.S0);
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 2, 2, payloadBytes: 10), 2 * Second);
        _table.EndAll();
        _told.Flows.Count(f => f.State == FlowState.S1).ShouldBe(1, "it went on as the same flow");
    }

    [Fact]
    public void A_question_without_an_answer_ends_after_its_time_and_a_conversation_does_not()
    {
        Take(Frames.Tcp(1, 2, 1, 81, TcpFlags.Syn), 0);
        Talk(0);
        _table.EndDue(4 * Second);
        _table.Count.ShouldBe(2);
        _table.EndDue(6 * Second);
        _told.Flows.ShouldHaveSingleItem().ShouldBe(("10.0.0.1 1", FlowState.S0, FlowEnd.Idle));
        _table.EndDue(299 * Second);
        _table.Count.ShouldBe(1);
        _table.EndDue(302 * Second);
        _told.Flows[1].ShouldBe(("10.0.0.1 40000", FlowState.S1, FlowEnd.Idle));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clock_that_is_set_back_ends_what_was_and_what_comes_then_ends_in_its_time(bool isToldFirst)
    {
        const long hours = 5 * 3_600 * Second;
        Talk(hours);
        _table.EndDue(hours);
        if (isToldFirst)
        {
            _table.EndDue(Second);
        }

        Take(Frames.Tcp(1, 2, 1, 81, TcpFlags.Syn), Second);
        _table.EndDue(Second);
        _told.Flows.ShouldHaveSingleItem().ShouldBe(("10.0.0.1 40000", FlowState.S1, FlowEnd.ClockSetBack));
        _table.ClockSetBacks.ShouldBe(1);
        Take(Frames.Tcp(3, 2, 1, 81, TcpFlags.Syn), 7 * Second);
        _told.Flows[1].ShouldBe(("10.0.0.1 1", FlowState.S0, FlowEnd.Idle), "it does not wait until the clock is where it was");
    }

    [Fact]
    public void Frames_a_little_out_of_order_are_no_clock_that_was_set_back()
    {
        Talk(100 * Second);
        _table.EndDue(200 * Second);
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 2, 2, payloadBytes: 1), 91 * Second);
        (_table.Count, _table.ClockSetBacks, _told.Flows.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void A_clock_that_jumps_ahead_ends_everything_as_idle_and_it_begins_anew()
    {
        Talk(0);
        _table.EndDue(0);
        _table.EndDue(36_000 * Second);
        _told.Flows.ShouldHaveSingleItem().ShouldBe(("10.0.0.1 40000", FlowState.S1, FlowEnd.Idle));
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 2, 2, payloadBytes: 1), 36_000 * Second);
        _table.Count.ShouldBe(1);
    }

    [Fact]
    public void What_goes_on_is_not_ended_and_is_told_now_and_then()
    {
        Talk(0);
        for (var i = 1; i <= 20; i++)
        {
            Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 2, 2, payloadBytes: 1), i * 100 * Second);
        }

        _told.Flows.Select(f => f.Why).ShouldBe([FlowEnd.Ongoing, FlowEnd.Ongoing], "after 900 s and 1,800 s");
    }

    [Fact]
    public void A_closed_connection_takes_what_is_late_and_the_next_question_is_another_flow()
    {
        Talk(0);
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Fin | TcpFlags.Ack, 2, 2), Second);
        Take(Reverse(TcpFlags.Fin | TcpFlags.Ack, 2, 3), Second);
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 3, 3), Second);
        _table.Count.ShouldBe(1);
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Syn, 9_000), 2 * Second);
        _table.Count.ShouldBe(1);
        _told.Flows.ShouldHaveSingleItem().ShouldBe(("10.0.0.1 40000", FlowState.Sf, FlowEnd.Reused));
    }

    [Fact]
    public void Steady_flows_take_no_memory()
    {
        var frame = Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 2, 2, payloadBytes: 100);
        Talk(0);
        var at = 0;
        TakeMany(1_000);
        Allocation.OfEach(() => TakeMany(10_000)).ShouldBe(0);

        void TakeMany(int count)
        {
            for (var end = at + count; at < end; at++)
            {
                Take(frame, at);
            }
        }
    }

    /// <summary>The example of the definition of Community ID (version 1, seed 0): 128.232.110.120:34855 to 66.35.250.204:80 over TCP.</summary>
    [Fact]
    public void Community_id_is_that_of_its_definition_in_both_directions()
    {
        foreach (var (from, fromPort, to, toPort) in ((uint, ushort, uint, ushort)[])[(0x80E86E78, 34855, 0x4223FACC, 80), (0x4223FACC, 80, 0x80E86E78, 34855)])
        {
            var told = new Told();
            var table = new FlowTable(new FlowOptions(), told, seed: 1);
            var packet = new Packet { IsIp = true, Protocol = IpProtocol.Tcp, Flags = TcpFlags.Syn, Src = NetAddress.V4(from), SrcPort = fromPort, Dst = NetAddress.V4(to), DstPort = toPort };
            CommunityId.Of(table.Take(ref packet, out _)!).ShouldBe("1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
        }
    }

    private static byte[] Reverse(TcpFlags flags, uint sequence, uint acknowledgement)
    {
        var frame = Frames.Tcp(0, 0, 80, 40_000, flags, sequence, acknowledgement);
        (frame[26], frame[27], frame[28], frame[29]) = (10, 0, 1, 2);
        (frame[30], frame[31], frame[32], frame[33]) = (10, 0, 0, 1);
        return frame;
    }

    private void Talk(long atNs)
    {
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Syn, 1), atNs);
        Take(Reverse(TcpFlags.Syn | TcpFlags.Ack, 1, 2), atNs);
        Take(Frames.Tcp(1, 2, 40_000, 80, TcpFlags.Ack, 2, 2), atNs);
    }

    private void Take(byte[] frame, long atNs)
    {
        var packet = Frames.Packet(frame, atNs);
        _table.Take(ref packet, out _);
    }

    private sealed class Told : IFlowSink
    {
        public List<(string Who, FlowState State, FlowEnd Why)> Flows { get; } = [];

        public void Take(Flow flow, FlowEnd why) =>
            Flows.Add((string.Create(CultureInfo.InvariantCulture, $"{flow.Originator} {flow.OriginatorPort}"), flow.State, why));
    }
}

using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Decode.Fragments;
using Soc.Capture.Export;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.Capture.Reset;
using Soc.Capture.Tests.Export;
using Soc.Capture.Tests.Fragments;
using Soc.Capture.Tests.Reset;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Agent;

/// <summary>The way of a frame as the agent's thread goes it: frames by their stamps, everything else by the machine's clock.</summary>
public sealed class ClockTests : IDisposable
{
    private const long NsPerMs = 1_000_000;
    private const int LifeSeconds = 60;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 5, 6, 7, 0, 0, TimeSpan.Zero));
    private readonly ResetScene _scene = new();
    private readonly CaptureEngine _engine;
    private readonly Resetter _resetter;

    public ClockTests()
    {
        _engine = new CaptureEngine(new FlowOptions(), new ProtocolCatalog([], []), new EventIds(7), "test", seed: 1, Seen.Nobody);
        _resetter = _engine.Arm(ResetScene.On, NeverBlock.Nobody, _scene, _scene);
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private long NowNs => NowMs * NsPerMs;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_command_ends_by_the_clock_and_without_a_frame()
    {
        Command();
        Pass(TimeSpan.FromSeconds(LifeSeconds) - TimeSpan.FromMilliseconds(1));
        (_resetter.Commands, _scene.Told.Count).ShouldBe((1, 0));
        Pass(TimeSpan.FromMilliseconds(1));
        _resetter.Commands.ShouldBe(0);
        _scene.Told.ShouldHaveSingleItem().Reason.ShouldBe(ResetReason.NothingSeen);
    }

    [Fact]
    public void After_its_time_nothing_is_sent_not_even_for_frames_that_waited_to_be_read()
    {
        Command();
        Connect(40_000, NowNs);
        _scene.Sent.ShouldNotBeEmpty();
        Pass(TimeSpan.FromSeconds(LifeSeconds - 1));
        _scene.Sent.Clear();
        Talk(40_000, NowNs);
        _scene.Sent.ShouldNotBeEmpty("it is still valid, and they talk again");
        Pass(TimeSpan.FromSeconds(1));
        (_resetter.Commands, _resetter.Runs).ShouldBe((0, 0));
        _scene.Told[^1].Reason.ShouldBeOneOf(ResetReason.Expired, ResetReason.GoesOn);
        _scene.Sent.Clear();
        Talk(40_000, NowNs - (500 * NsPerMs));
        Connect(40_001, NowNs - (500 * NsPerMs));
        Pass(TimeSpan.FromSeconds(2));
        _scene.Sent.ShouldBeEmpty();

        // Nor for one that came too late, as after a link that was down.
        _resetter.Accept(new ResetCommand("two", "acme", new AddressTarget(NetAddress.V4(0x0A000001)), NowMs - 2_000, NowMs - 1_000, 10), NowNs);
        _scene.Told[^1].Reason.ShouldBe(ResetReason.Expired);
        _scene.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_that_is_set_back_drops_fragments_that_wait_although_none_comes_after_it()
    {
        var whole = Cutting.V4(Cutting.Udp(56));
        _engine.Tick(NowNs);
        Take(Cutting.V4Part(whole, 0, 32, isLast: false), NowNs, LinkType.Raw);
        Pass(TimeSpan.FromSeconds(6));
        _engine.CountOf(FragmentEvent.ClockSetBack).ShouldBe(0);
        _time.AdjustTime(_time.GetUtcNow().AddSeconds(-15));
        _engine.Tick(NowNs);
        (_engine.CountOf(FragmentEvent.ClockSetBack), _engine.ClockSetBacks).ShouldBe((1, 1));
        Take(Cutting.V4Part(whole, 32, 64, isLast: true), NowNs, LinkType.Raw);
        _engine.CountOf(FragmentEvent.Completed).ShouldBe(0);
    }

    private void Command() =>
        _resetter.Accept(new ResetCommand("one", "acme", new AddressTarget(NetAddress.V4(0x0A000001)), NowMs, NowMs + (LifeSeconds * 1_000), 10), NowNs);

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _engine.Tick(NowNs);
    }

    private void Connect(ushort port, long atNs)
    {
        Take(Frame(port, TcpFlags.Syn), atNs);
        Talk(port, atNs);
    }

    private void Talk(ushort port, long atNs) => Take(Frame(port, TcpFlags.Ack, payloadBytes: 100), atNs);

    private static byte[] Frame(ushort port, TcpFlags flags, int payloadBytes = 0)
    {
        var frame = Frames.Tcp(from: 1, to: 2, port, 443, flags, sequence: flags == TcpFlags.Syn ? 1_000u : 1_001u, acknowledgement: flags == TcpFlags.Syn ? 0u : 5_001u, payloadBytes);
        (frame[0], frame[5], frame[6], frame[11]) = (2, 2, 2, 1);
        return frame;
    }

    private void Take(byte[] frame, long atNs, LinkType link = LinkType.Ethernet) => _engine.Take(new RawFrame(frame, atNs, frame.Length, link));
}

using System.Globalization;
using Shouldly;
using Soc.Capture.Link;
using Soc.Capture.Link.Live;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Live;

/// <summary>Real interfaces, real frames.</summary>
[Collection(NetworkGroup.Name)]
public sealed class LiveLinkTests : IDisposable
{
    private const int Frames = 3_000;
    private const long NsPerSecond = 1_000_000_000;

    private readonly NetLab _lab = new();
    private readonly Told _told = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void All_frames_arrive_as_they_were_sent()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a));
        using var sender = new PacketSocketSender(b);
        var begin = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        for (var i = 0; i < Frames; i++)
        {
            sender.TrySend(LiveTraffic.Frame(i, 60 + (i % 1_455)), out var reason).ShouldBeTrue(reason);
        }

        var (number, lastNs, finer) = (0, begin - NsPerSecond, 0);
        LiveTraffic.Read(link, Frames, take: frame =>
        {
            frame.Data.SequenceEqual(LiveTraffic.Frame(number, 60 + (number % 1_455))).ShouldBeTrue(number.ToString(CultureInfo.InvariantCulture));
            frame.WireLength.ShouldBe(frame.Data.Length);
            frame.Link.ShouldBe(LinkType.Ethernet);
            frame.AtNs.ShouldBeInRange(lastNs, begin + (30 * NsPerSecond));
            (number, lastNs, finer) = (number + 1, frame.AtNs, finer + (frame.AtNs % 1_000 != 0 ? 1 : 0));
        }).ShouldBe(Frames);
        finer.ShouldBeGreaterThan(0, "times have nanoseconds");
        LiveTraffic.ReadOne(link).ShouldBe(0);
        link.Statistics.ShouldBe(new LinkStatistics(Frames, 0, 0, Frames, 0));
        _told.All.ShouldHaveSingleItem().ShouldBe((LinkState.Up, $"Frames of '{a}' are captured."));
    }

    [Fact]
    public void What_the_taker_throws_comes_out_and_the_next_frames_are_read()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a));
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 10, 100);
        var taken = 0;
        Should.Throw<InvalidTimeZoneException>(() => LiveTraffic.Read(link, 10, take: frame => _ = ++taken == 3 ? throw new InvalidTimeZoneException() : 0));
        taken.ShouldBe(3);

        // What lay behind it in the same block is not lost.
        LiveTraffic.Read(link, 7, take: frame => LiveTraffic.NumberOf(frame).ShouldBe(taken++)).ShouldBe(7);
    }

    [Fact]
    public void Frames_longer_than_wanted_are_cut_and_say_how_long_they_were()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a) with { FrameBytes = 96 });
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 1, 1_000);
        LiveTraffic.Read(link, 1, take: frame => (frame.Data.Length, frame.WireLength).ShouldBe((96, 1_000))).ShouldBe(1);
    }

    [Fact]
    public void Frames_of_a_public_capture_arrive_as_they_are_in_the_file()
    {
        var (a, b) = _lab.Cable();
        var frames = new List<byte[]>();
        using (var file = CaptureFile.Open(Corpus.PathOf("zeek/wikipedia.pcap")))
        {
            while (file.TryRead(out var frame))
            {
                if (frame.Data.Length is >= 60 and <= 1_514)
                {
                    frames.Add(frame.Data.ToArray());
                }
            }
        }

        // What the kernel says by itself on a new interface is IPv6 and IGMP.
        using var link = Open(LiveTraffic.Options(a) with { Filter = "tcp or (udp and not ip6)" });
        using var sender = new PacketSocketSender(b);
        frames.RemoveAll(f => f[12] != 0x08 || f[13] != 0 || f[23] is not (6 or 17));
        frames.Count.ShouldBeGreaterThan(50);
        frames.ForEach(f => sender.TrySend(f, out _).ShouldBeTrue());
        var number = 0;
        LiveTraffic.Read(link, frames.Count, take: frame => frame.Data.SequenceEqual(frames[number++]).ShouldBeTrue()).ShouldBe(frames.Count);
    }

    [Fact]
    public void What_the_kernel_drops_is_counted()
    {
        const int flood = 20_000;
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a) with { BufferBytes = LiveOptions.MinBufferBytes });
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, flood, 1_000);
        var full = link.Statistics;
        full.Received.ShouldBeInRange(flood, flood + 16); // a new link has frames of its own
        full.Dropped.ShouldBeGreaterThan(flood / 2);
        var read = LiveTraffic.Read(link, flood, timeoutMs: 300);
        read.ShouldBeGreaterThan(0);
        var end = link.Statistics;
        (end.Read, end.Read + end.Dropped).ShouldBe((read, flood));
    }

    [Fact]
    public void An_interface_that_goes_down_is_told_once_and_goes_on()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a));
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 10, 100);
        LiveTraffic.Read(link, 10).ShouldBe(10);
        for (var round = 1; round <= 2; round++)
        {
            NetLab.Ip($"link set {a} down");
            LiveTraffic.Until(link, () => link.State == LinkState.Down, "down");
            link.Wait(TimeSpan.FromMilliseconds(300)).ShouldBeFalse();
            NetLab.Up(a);
            LiveTraffic.Until(link, () => link.State == LinkState.Up, "up");
            LiveTraffic.Send(sender, 10 * round, 10, 100);
            LiveTraffic.Read(link, 10, take: f => LiveTraffic.NumberOf(f).ShouldBeInRange(10 * round, (10 * round) + 9)).ShouldBe(10);
        }

        _told.States.ShouldBe([LinkState.Up, LinkState.Down, LinkState.Up, LinkState.Down, LinkState.Up]);
        _told.All[1].Sentence.ShouldContain($"'ip link set {a} up'");
        link.Statistics.ShouldBe(new LinkStatistics(30, 0, 0, 30, 0));
    }

    [Fact]
    public void An_interface_that_is_made_anew_is_captured_again_and_totals_go_on()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a));
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 10, 100);
        LiveTraffic.Read(link, 10).ShouldBe(10);
        NetLab.Ip($"link del {a}");
        LiveTraffic.Until(link, () => link.State == LinkState.Missing, "missing");
        sender.TrySend(LiveTraffic.Frame(0, 60), out var reason).ShouldBeFalse();
        reason.ShouldContain(b);
        link.Wait(TimeSpan.FromMilliseconds(300)).ShouldBeFalse();
        _lab.Cable();
        LiveTraffic.Until(link, () => link.State == LinkState.Up, "up");
        LiveTraffic.Send(sender, 10, 10, 100);
        LiveTraffic.Read(link, 10).ShouldBe(10);

        // And so quickly that nobody saw it gone.
        NetLab.Ip($"link del {a}");
        _lab.Cable();
        LiveTraffic.Until(link, () => link.Statistics.Interruptions == 2 && link.State == LinkState.Up, "up again");
        LiveTraffic.Send(sender, 20, 10, 100);
        LiveTraffic.Read(link, 10).ShouldBe(10);
        link.Statistics.ShouldBe(new LinkStatistics(30, 0, 0, 30, 2));
        _told.States.Take(3).ShouldBe([LinkState.Up, LinkState.Missing, LinkState.Up]);
    }

    [Fact]
    public void An_interface_that_is_missing_or_down_at_the_start_is_waited_for()
    {
        using var link = Open(LiveTraffic.Options(_lab.NameOf("a")));
        link.State.ShouldBe(LinkState.Missing);
        _told.All.ShouldHaveSingleItem().Sentence.ShouldContain($"There is no interface '{_lab.NameOf("a")}'; there are: ");
        LiveTraffic.ReadOne(link).ShouldBe(0);
        NetLab.Ip($"link add {_lab.NameOf("a")} type veth peer name {_lab.NameOf("b")}");
        try
        {
            LiveTraffic.Until(link, () => link.State == LinkState.Down, "down");
            NetLab.Up(_lab.NameOf("a"));
            LiveTraffic.Until(link, () => link.State == LinkState.Up, "up");
            link.Interface.Mac.Bits.ShouldNotBe(0UL);
        }
        finally
        {
            NetLab.Ip($"link del {_lab.NameOf("a")}");
        }
    }

    [Fact]
    public void A_filter_lets_through_what_it_names()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a) with { Filter = $"{LiveTraffic.Filter} and ether[17] = 7" });
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 20, 100);
        LiveTraffic.Read(link, 20, timeoutMs: 300, take: f => LiveTraffic.NumberOf(f).ShouldBe(7)).ShouldBe(1);
        link.Statistics.Received.ShouldBe(1);
    }

    [Fact]
    public void A_filter_that_is_not_understood_is_refused_with_the_reason()
    {
        var (a, _) = _lab.Cable();
        var refusal = Should.Throw<LiveLinkException>(() => Open(LiveTraffic.Options(a) with { Filter = "tcp portt 5" }));
        refusal.State.ShouldBe(LinkState.BadFilter);
        refusal.Message.ShouldStartWith("The filter 'tcp portt 5' is not understood: ");
        refusal.Message.ShouldContain("syntax error");
    }

    [Fact]
    public void Without_the_right_to_capture_it_says_which_right_is_missing()
    {
        var (a, _) = _lab.Cable();
        LiveLinkException? refusal = null;
        NetLab.WithoutRawSockets(() => refusal = Should.Throw<LiveLinkException>(() => Open(LiveTraffic.Options(a))));
        refusal!.State.ShouldBe(LinkState.NoPermission);
        refusal.Message.ShouldContain("CAP_NET_RAW");
    }

    [Fact]
    public void A_frame_costs_no_memory()
    {
        var (a, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a));
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 2_000, 200);
        LiveTraffic.Read(link, 1_000).ShouldBe(1_000);

        // What is made once, at the first of each, has been made.
        LiveTraffic.ReadOne(link).ShouldBe(1);
        _ = link.Wait(TimeSpan.Zero);
        Allocation.OfEach(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                if (LiveTraffic.ReadOne(link) == 0)
                {
                    _ = link.Wait(TimeSpan.FromMilliseconds(20));
                }
            }
        }).ShouldBe(0);
    }

    /// <summary>A cable within one machine shows each frame twice: going out, and coming in.</summary>
    [Fact]
    public void All_interfaces_at_once_are_heard_by_the_name_any()
    {
        var (_, b) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(InterfaceProbe.Any));
        using var sender = new PacketSocketSender(b);
        LiveTraffic.Send(sender, 0, 10, 100);
        LiveTraffic.Read(link, 20, take: f => ((LinkType[])[LinkType.LinuxSll, LinkType.LinuxSll2]).ShouldContain(f.Link)).ShouldBe(20);
    }

    [Fact]
    public void Waiting_for_nothing_ends_in_time()
    {
        var (a, _) = _lab.Cable();
        using var link = Open(LiveTraffic.Options(a));
        var begin = Environment.TickCount64;
        link.Wait(TimeSpan.FromMilliseconds(200)).ShouldBeFalse();
        (Environment.TickCount64 - begin).ShouldBeInRange(150, 2_000);
        link.Wait(TimeSpan.Zero).ShouldBeFalse();
    }

    private LiveLink Open(LiveOptions options) => LiveLink.Open(options, _told, TimeProvider.System);
}

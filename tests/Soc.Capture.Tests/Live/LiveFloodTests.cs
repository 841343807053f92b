using Shouldly;
using Soc.Capture.Link.Live;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Live;

/// <summary>As many frames as one sender can send, and twice as many bytes as the buffer has.</summary>
[Collection(NetworkGroup.Name)]
public sealed class LiveFloodTests : IDisposable
{
    private const int Flood = 200_000;
    private const int FrameBytes = 600;
    private const int TimeoutMs = 30_000;

    private readonly NetLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Nothing_of_a_long_flood_is_lost_with_a_quarter_of_the_default_buffer()
    {
        var (a, b) = _lab.Cable();
        var options = new LiveOptions { Interface = a, Filter = LiveTraffic.Filter, BufferBytes = LiveOptions.DefaultBufferBytes / 4 };
        ((long)Flood * FrameBytes).ShouldBeGreaterThan(options.BufferBytes * 3L / 2, "without reading it would not fit");
        using var link = LiveLink.Open(options, new Told(), TimeProvider.System);
        using var sender = new PacketSocketSender(b);
        var begin = Environment.TickCount64;
        var sending = Task.Run(() =>
        {
            LiveTraffic.Send(sender, 0, Flood, FrameBytes);
            return Environment.TickCount64 - begin;
        });
        var (next, disorder) = (0, 0);
        LiveTraffic.Read(link, Flood, TimeoutMs, frame =>
        {
            disorder += LiveTraffic.NumberOf(frame) == next ? 0 : 1;
            next++;
        });
        var sendingMs = await sending;

        // What the kernel itself says on a new link may be counted before the filter is set; it is never read.
        var statistics = link.Statistics;
        (statistics with { Received = Flood }).ShouldBe(new LinkStatistics(Flood, 0, 0, Flood, 0));
        statistics.Received.ShouldBeInRange(Flood, Flood + 16);
        disorder.ShouldBe(0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Flood} frames were sent in {sendingMs} ms.");
    }
}

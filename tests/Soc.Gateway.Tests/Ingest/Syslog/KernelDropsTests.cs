using System.Net;
using System.Net.Sockets;
using Shouldly;
using Soc.Gateway.Ingest.Syslog;
using Soc.Gateway.Tests.Ingest.Product;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Syslog;

public sealed class KernelDropsTests
{
    private const int Datagrams = 400;

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task What_the_kernel_drops_is_read_and_agrees_with_proc(AddressFamily family)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's drops are read on Linux.");
        using var receiver = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        if (family == AddressFamily.InterNetworkV6)
        {
            receiver.DualMode = true;
        }

        receiver.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
        receiver.ReceiveBufferSize = 4096;
        var drops = new KernelDrops(receiver);
        drops.TryRead(out var before).ShouldBeTrue();
        before.ShouldBe(0u);
        var port = ((IPEndPoint)receiver.LocalEndPoint!).Port;
        Flood(port);
        var dropped = drops.Take();
        dropped.ShouldBeInRange(1, Datagrams);
        drops.Take().ShouldBe(0, "each is told once");
        dropped.ShouldBe(await OfProcAsync(port));
    }

    [Fact]
    public async Task A_flood_is_counted_in_metrics_and_said_in_health()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's drops are read on Linux.");
        await using var product = await RunningProduct.StartAsync(("Soc:Syslog:UdpReceiveBufferBytes", "2048"));
        await RunningProduct.UntilAsync(
            async () =>
            {
                Flood(product.SyslogPort(SyslogProtocol.Udp));
                return (await product.ProblemsAsync()).Any(p => p.Contains("dropped by the kernel", StringComparison.Ordinal) && p.Contains("net.core.rmem_max", StringComparison.Ordinal));
            },
            () => "health does not say it");
        await product.MetricsSayAsync("reason=\"udp_kernel_drop\"");
    }

    private static void Flood(int port)
    {
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        for (var i = 0; i < Datagrams; i++)
        {
            sender.SendTo(new byte[1_000], new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    private static async Task<long> OfProcAsync(int port)
    {
        foreach (var file in new[] { "/proc/net/udp", "/proc/net/udp6" })
        {
            foreach (var line in (await File.ReadAllLinesAsync(file)).Skip(1))
            {
                var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
                {
                    return long.Parse(columns[^1], System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        }

        return -1;
    }
}

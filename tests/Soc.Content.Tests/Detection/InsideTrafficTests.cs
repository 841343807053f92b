using System.Globalization;
using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Events;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>
/// Traffic between hosts inside, as a firewall logs it: most of it is of servers and printers, and what says nothing must make no device
/// live, since a firewall between the segments of a large client tells of every one of them.
/// </summary>
public sealed class InsideTrafficTests(ITestOutputHelper output)
{
    private const int Devices = 2_000;
    private static readonly int[] SilentPorts = [53, 80, 123, 389, 443, 636, 1433, 8080, 8530, 9100];
    private static readonly int[] AdminPorts = [22, 135, 139, 445, 3389, 5900, 5985, 5986];

    private static readonly IDetector[] Detectors = [.. DetectorFolders.Catalog.Value.Detectors.Where(d => d.EntityKind == EntityKind.Device)];

    [Fact]
    public void What_administers_nothing_makes_no_device_live()
    {
        var wanted = 0;
        for (var device = 0; device < Devices; device++)
        {
            foreach (var port in SilentPorts)
            {
                var e = Flow(device, port);
                DeviceNames.Of(e.Event).ShouldNotBeNull();
                wanted += Detectors.Count(d => d.MayWant(e));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Devices * SilentPorts.Length} events of {Devices} devices: {wanted} wanted"));
        wanted.ShouldBe(0);
    }

    [Fact]
    public void What_administers_is_wanted()
    {
        foreach (var port in AdminPorts)
        {
            Detectors.Where(d => d.MayWant(Flow(1, port))).Select(d => d.Id).ShouldBe(["lateral_movement"], $"port {port}");
        }
    }

    private static EnrichedEvent Flow(int device, int port)
    {
        var at = 1_772_000_000_000 + device;
        var source = string.Create(CultureInfo.InvariantCulture, $"10.{1 + (device >> 8)}.{device & 255}.7");
        var e = new SecurityEvent
        {
            Id = new EventId(1, (ulong)((device * 100_000L) + port)),
            Client = CaseEventBuilder.Client,
            Class = EventClass.NetworkActivity,
            ActivityId = Activity.Network.Close,
            TimeMs = at,
            ReceivedMs = at + 500,
            Source = "panos",
            Status = EventStatus.Success,
            Src = new EndpointSection { Ip = source, Port = 50_000 },
            Dst = new EndpointSection { Ip = "10.0.0.5", Port = port },
            Traffic = new TrafficSection { BytesOut = 900, BytesIn = 4_000, ProtocolNumber = 6, Action = "allow" },
        };
        return new EnrichedEvent(device + 1, e, new AddressFacts { Ip = source, Egress = EgressClass.Private }, IsLate: false)
        {
            Dst = new AddressFacts { Ip = "10.0.0.5", Egress = EgressClass.Private },
        };
    }
}

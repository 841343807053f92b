using System.Globalization;
using Shouldly;
using Soc.Detection;
using Soc.Detection.Network;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>Detectors that read the network: their states stay small and nothing makes them throw, however busy and odd the network is.</summary>
public sealed class NetworkDetectorTests(ITestOutputHelper output)
{
    private const int Events = 20_000;
    private const int MaxStateBytes = 4_096;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly string?[] States = ["S0", "REJ", "SF", "S1", "RSTO", null];
    private static readonly int[] Ports = [22, 80, 135, 443, 445, 3389, 5900, 5985, 9100, 50_000];
    private static readonly string[] Files = ["passwords.xls", "id_rsa", "a.kdbx", "report.doc", "ntds.dit", "svcctl", "Passwörter.csv"];

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    [Theory]
    [InlineData("sensitive_file")]
    [InlineData("port_scan")]
    [InlineData("host_sweep")]
    [InlineData("lateral_movement")]
    [InlineData("rogue_dhcp")]
    public void StateStaysSmall(string id)
    {
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        var detector = DetectorFolders.Catalog.Value.Detectors.Single(d => string.Equals(d.Id, id, StringComparison.Ordinal));
        var limit = detector.EntityKind == EntityKind.Client ? 32_768 : MaxStateBytes;
        var random = new Random(Seed);
        var sink = new CountingSink(detector);
        var context = new DetectionContext(new EntityKey(CaseEventBuilder.Client, detector.EntityKind, "ws-12"), ClientPolicy.DefaultFor(CaseEventBuilder.Client), TimeZoneInfo.Utc);
        DetectorState? state = null;
        for (var i = 0; i < Events; i++)
        {
            var e = Next(random, i);
            if (detector.Wants(e))
            {
                state = detector.Step(state, e, context, sink);
            }
        }

        var bytes = DetectorFolders.Serializer.Value.SerializeToArray<DetectorState>(state!).Length;
        output.WriteLine($"{id}: {bytes} bytes, {sink.Count} signals");
        bytes.ShouldBeLessThan(limit, $"seed {Seed}");
        detector.Describe(state!, context).ShouldAllBe(s => s.Length > 0);
    }

    [Fact]
    public void ManyDevicesAreKeptInLittleRoomAndTheLongestAbsentGo()
    {
        const int max = 65_536;
        var map = new SeenMap();
        for (var i = 0; i < 2 * max; i++)
        {
            map.Touch(KeyOf(i), (ushort)(100 + (i / 1_000)), max);
        }

        map.Count.ShouldBeInRange(max * 3 / 4, max);
        map.Find(KeyOf(1)).ShouldBeNull();
        map.Find(KeyOf((2 * max) - 1)).ShouldNotBeNull();
        var stored = DetectorFolders.Serializer.Value.SerializeToArray(map);
        output.WriteLine($"{map.Count} devices, {stored.Length} bytes");
        stored.Length.ShouldBeLessThan((1 << 20) + 100);
        DetectorFolders.Serializer.Value.Deserialize<SeenMap>(stored)!.Find(KeyOf((2 * max) - 1)).ShouldNotBeNull();
    }

    [Fact]
    public void AllOfOneDayMakeRoomForNewOnes()
    {
        var map = new SeenMap();
        for (var i = 0; i < 1_000; i++)
        {
            map.Touch((uint)i + 1, 7, 64).ShouldBeNull();
        }

        map.Count.ShouldBeInRange(48, 64);
        map.Touch(1_000, 8, 64).ShouldBe(new SeenDays(7, 7));
    }

    // Odd multiplier: a different key for each number, and none is 0.
    private static uint KeyOf(int number) => ((uint)number + 1) * 2_654_435_761;

    private static EnrichedEvent Next(Random random, int i)
    {
        var time = random.Next(50) == 0 ? Start.AddDays(random.Next(-400, 400)) : Start.AddSeconds((i * 20.0) - random.Next(600));
        var kind = random.Next(6);
        var authored = new AuthoredEvent
        {
            T = time,
            Class = kind switch { 0 => EventClass.SmbActivity, 1 => EventClass.DhcpActivity, 2 => EventClass.RdpActivity, _ => EventClass.NetworkActivity },
            Activity = random.Next(8),
            Source = random.Next(3) == 0 ? "panos" : "capture",
            User = random.Next(3) == 0 ? $"user{random.Next(40)}@example.com" : "",
            Ip = random.Next(20) == 0 ? "2001:db8::7" : "10.1.0.12",
            Host = "WS-12",
            Mac = $"3c:52:82:00:{random.Next(256):x2}:{random.Next(256):x2}",
            DstIp = random.Next(10) == 0 ? $"192.0.2.{random.Next(256)}" : $"10.1.{random.Next(4)}.{random.Next(256)}",
            DstHost = random.Next(4) == 0 ? new string('h', random.Next(1, 200)) + random.Next(50).ToString(CultureInfo.InvariantCulture) : null,
            DstPort = random.Next(3) == 0 ? random.Next(65_536) : Ports[random.Next(Ports.Length)],
            State = States[random.Next(States.Length)],
            Protocol = random.Next(5) == 0 ? 17 : 6,
            File = kind == 0 ? $"d{random.Next(500)}\\{Files[random.Next(Files.Length)]}" : null,
            Share = random.Next(3) == 0 ? "\\\\fs1\\C$" : "\\\\fs1\\" + new string('s', random.Next(1, 300)),
            FileOp = "read",
            AssignedIp = kind == 1 ? $"10.{random.Next(30)}.{random.Next(60)}.7" : null,
            DhcpServer = kind == 1 ? $"10.{random.Next(30)}.0.{random.Next(1, 9)}" : null,
            Late = random.Next(30) == 0,
        };
        return CaseEventBuilder.Build(authored, time.ToUnixTimeMilliseconds(), i + 1);
    }

    private sealed class CountingSink(IDetector detector) : ISignalSink
    {
        public int Count { get; private set; }

        public void Emit(Signal signal)
        {
            SignalLaw.Holds(signal, detector);
            Count++;
        }
    }
}

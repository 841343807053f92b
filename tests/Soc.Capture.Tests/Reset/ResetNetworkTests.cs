using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Reset;
using Soc.Capture.Tests.Support;
using Xunit;

namespace Soc.Capture.Tests.Reset;

/// <summary>Two hosts on a bridge, and an agent that hears all of it: real kernels get our frames.</summary>
[Collection(NetworkGroup.Name)]
public sealed class ResetNetworkTests : IAsyncDisposable
{
    private const long Endless = 1L << 40;

    private readonly NetLab _lab = new();
    private readonly List<Socket> _sockets = [];
    private readonly string _agentInterface;
    private readonly string _clientSpace;
    private readonly string _serverSpace;

    public ResetNetworkTests()
    {
        var bridge = _lab.Bridge();
        (_agentInterface, var port) = _lab.Cable("g", "h");
        NetLab.Ip($"link set {port} master {bridge}");
        _clientSpace = _lab.Host(bridge, "c", "10.99.7.1/24", "fd99:7::1/64");
        _serverSpace = _lab.Host(bridge, "s", "10.99.7.2/24", "fd99:7::2/64");
    }

    public ValueTask DisposeAsync()
    {
        _sockets.ForEach(s => s.Dispose());
        _lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("10.99.7.2", 0)]
    [InlineData("fd99:7::2", 0)]
    [InlineData("10.99.7.2", 20)]
    public async Task A_download_is_cut_within_a_second_and_another_one_of_the_same_hosts_is_not(string server, int pauseMs)
    {
        const long wholeBytes = 300 * 32 * 1_024;
        using var agent = new LiveAgent(_agentInterface, isEnabled: true, NeverBlock.Nobody);
        await using var other = await BeginAsync(server, wholeBytes, pauseMs: 5);
        await using var victim = await BeginAsync(server, Endless, pauseMs);
        await UntilAsync(() => victim.Received > 200_000, "it downloads");
        var clock = Stopwatch.StartNew();
        agent.Accept(new ConnectionTarget(Of(victim.ClientEnd.Address), (ushort)victim.ClientEnd.Port, Of(victim.ServerEnd.Address), (ushort)victim.ServerEnd.Port));
        (await victim.Receiving.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(SocketError.ConnectionReset);
        ((await victim.Sending.WaitAsync(TimeSpan.FromSeconds(5))) is SocketError.ConnectionReset or SocketError.Shutdown).ShouldBeTrue("the server is told too");
        clock.ElapsedMilliseconds.ShouldBeLessThan(1_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"Cut after {clock.ElapsedMilliseconds} ms.");

        (await other.Receiving.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeNull();
        (other.Received, other.IsWhole).ShouldBe((wholeBytes, true));
        await UntilAsync(() => agent.Told.Any(t => t.Outcome == ResetOutcome.Confirmed), "it is confirmed");
        agent.OwnFrames.ShouldBeGreaterThan(0, "they are captured too, and known");
        agent.Told.ShouldAllBe(t => t.Connection!.Value.OriginatorPort == victim.ClientEnd.Port);
    }

    [Fact]
    public async Task An_idle_connection_is_cut_at_both_ends()
    {
        using var agent = new LiveAgent(_agentInterface, isEnabled: true, NeverBlock.Nobody);
        await using var idle = await BeginAsync("10.99.7.2", Endless, pauseMs: 60_000);
        await UntilAsync(() => idle.Received > 0, "it has begun");
        agent.Accept(new AddressTarget(Of(IPAddress.Parse("10.99.7.1"))));
        (await idle.Receiving.WaitAsync(TimeSpan.FromSeconds(2))).ShouldBe(SocketError.ConnectionReset);
        await UntilAsync(() => agent.Told.Any(t => t is { Outcome: ResetOutcome.Confirmed, Reason: ResetReason.Silence }), "nothing more is said");
    }

    [Fact]
    public async Task A_device_is_cut_off_by_its_station_and_new_connections_too_until_the_command_expires()
    {
        const int validMs = 1_500;
        using var agent = new LiveAgent(_agentInterface, isEnabled: true, NeverBlock.Nobody);
        await using var first = await BeginAsync("10.99.7.2", Endless, pauseMs: 1);
        await UntilAsync(() => first.Received > 0, "it has begun");
        var clock = Stopwatch.StartNew();
        agent.Accept(new StationTarget(MacOf(_clientSpace, _lab.NameOf("ci"))), validMs);
        (await first.Receiving.WaitAsync(TimeSpan.FromSeconds(2))).ShouldBe(SocketError.ConnectionReset);
        var second = Should.Throw<SocketException>(async () =>
        {
            await using var download = await BeginAsync("10.99.7.2", Endless, pauseMs: 1);
            throw new SocketException((int)(await download.Receiving.WaitAsync(TimeSpan.FromSeconds(1)) ?? SocketError.Success));
        });
        (second.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused).ShouldBeTrue(second.SocketErrorCode.ToString());
        clock.ElapsedMilliseconds.ShouldBeLessThan(validMs);
        await UntilAsync(() => clock.ElapsedMilliseconds > validMs + 100, "the command expires");
        await CompletesAsync();
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "10.99.7.2/32")]
    [InlineData(true, "10.99.7.0/24")]
    public async Task Whoever_is_never_blocked_and_all_when_it_is_switched_off_complete(bool isEnabled, string never)
    {
        NeverBlock neverBlock = AddressRange.TryParse(never, out var range) ? new([range], [], []) : NeverBlock.Nobody;
        using var agent = new LiveAgent(_agentInterface, isEnabled, neverBlock);
        agent.Accept(new AddressTarget(Of(IPAddress.Parse("10.99.7.1"))));
        await CompletesAsync();
        agent.Told.ShouldContain(t => t.Outcome == ResetOutcome.Failed);
        agent.Told.ShouldAllBe(t => t.Frames == 0);
    }

    private static NetAddress Of(IPAddress address) => NeverBlockTests.Of(address.ToString());

    private static MacAddress MacOf(string space, string name) => NetLab.Within(space, () => Soc.Capture.Link.Live.InterfaceProbe.Read(name).Mac);

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var end = Environment.TickCount64 + 5_000;
        while (!isSo())
        {
            (Environment.TickCount64 < end).ShouldBeTrue($"within 5 s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private async Task CompletesAsync()
    {
        const long wholeBytes = 30 * 32 * 1_024;
        await using var download = await BeginAsync("10.99.7.2", wholeBytes, pauseMs: 10);
        (await download.Receiving.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBeNull();
        (download.Received, download.IsWhole).ShouldBe((wholeBytes, true));
    }

    private Task<Download> BeginAsync(string server, long bytes, int pauseMs)
    {
        var address = IPAddress.Parse(server);
        var listener = NetLab.Within(_serverSpace, () => new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        var client = NetLab.Within(_clientSpace, () => new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        _sockets.AddRange([listener, client]);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen(1);
        return Download.BeginAsync(client, listener, bytes, pauseMs);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Capture.Tests.Reset;
using Soc.Capture.Tests.Support;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.GrainInterfaces.Response;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>Two hosts on a network that is mirrored to the agent, and the whole product behind it: what the hosts do comes out as findings, and is stopped.</summary>
public sealed class NetworkSensorTests : IAsyncLifetime
{
    private const int ScannedPorts = 40;

    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private MirroredNetwork _network = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunningProduct Product => _network.Product;

    public async ValueTask InitializeAsync() => _network = await MirroredNetwork.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _sockets.ForEach(s => s.Dispose());
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        _end.Dispose();
    }

    [Fact]
    public async Task What_hosts_do_on_the_wire_comes_out_as_findings()
    {
        _ = ServeAsync(Listen(80));
        (await MirroredNetwork.RunAsync(_network.ClientSpace, "curl", "-s", "-m", "10", $"http://{MirroredNetwork.ServerIp}/it/passwords.xls")).ShouldBe((0, "not really"));
        for (var port = 1; port <= ScannedPorts; port++)
        {
            using var probe = NetLab.Within(_network.ClientSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            (await Should.ThrowAsync<SocketException>(() => probe.ConnectAsync(new IPEndPoint(IPAddress.Parse(MirroredNetwork.ServerIp), 1_000 + port), Cancel).AsTask())).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        }

        var file = await Product.FiresAsync("demo", "sensitive_file");
        var scan = await Product.FiresAsync("demo", "port_scan");
        var device = _network.MacOf(_network.ClientSpace, "c");
        foreach (var signal in new[] { file, scan })
        {
            signal.GetProperty("entity").GetProperty("key").GetString().ShouldBe(device, "the device is known by its station's address");
        }

        await RunningProduct.UntilAsync(async () => MirroredNetwork.FigureOf(await _network.SensorAsync(), "frames") > ScannedPorts, () => "its figures do not say what it saw");
        var sensor = await _network.SensorAsync();
        MirroredNetwork.FigureOf(sensor, "kernel_drops").ShouldBe(0);
        MirroredNetwork.FigureOf(sensor, "parser_failures").ShouldBe(0);
    }

    [Fact]
    public async Task A_download_is_cut_by_command_and_another_one_goes_on()
    {
        const long endless = 1L << 40;
        const long wholeBytes = 100 * 32 * 1_024;
        await using var other = await BeginAsync(wholeBytes, pauseMs: 20);
        await using var victim = await BeginAsync(endless, pauseMs: 1);
        await RunningProduct.UntilAsync(() => Task.FromResult(victim.Received > 200_000), () => "it does not download");
        var command = JsonSerializer.Serialize(
            new { srcIp = MirroredNetwork.ClientIp, srcPort = victim.ClientEnd.Port, dstIp = MirroredNetwork.ServerIp, dstPort = victim.ServerEnd.Port, seconds = 30 });
        using var accepted = await Product.ApiAsync(HttpMethod.Post, $"/api/v1/clients/demo/sensors/{_network.Sensor}/resets", command);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        (await victim.Receiving.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).ShouldBe(SocketError.ConnectionReset);
        await RunningProduct.UntilAsync(
            async () => (await Product.GetAsync($"/api/v1/clients/demo/sensors/{_network.Sensor}/resets/{id}")).GetProperty("outcome").GetString() == "confirmed",
            () => $"it is not confirmed: {_network.Agent.Said}");
        (await other.Receiving.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).ShouldBeNull();
        (other.Received, other.IsWhole).ShouldBe((wholeBytes, true));
        await IsolatedAsync(endless, wholeBytes);
    }

    // By an operation: whatever the device begins is cut, until a person ends it.
    private async Task IsolatedAsync(long endless, long wholeBytes)
    {
        var mac = _network.MacOf(_network.ClientSpace, "c");
        var proposal = new OperationProposal
        {
            OperationId = "isolate",
            Client = "demo",
            Action = ContainmentAction.IsolateDevice,
            Target = new ContainmentTarget { Kind = EntityKind.Device, Value = mac, Mac = mac },
            DurationMs = 300_000,
            Connector = MirroredNetwork.Connector,
            ProposedBy = ResponseActor.Engine,
        };
        await using var before = await BeginAsync(endless, pauseMs: 1);
        await RunningProduct.UntilAsync(() => Task.FromResult(before.Received > 200_000), () => "it does not download");
        var operation = Product.Services.GetRequiredService<IGrainFactory>().GetGrain<IResponseGrain>(ResponseKey.Operation("demo", "isolate").ToString());
        (await operation.ProposeAsync(proposal, Cancel)).Refusal.ShouldBeNull();
        (await before.Receiving.WaitAsync(TimeSpan.FromSeconds(15), Cancel)).ShouldBe(SocketError.ConnectionReset);
        await UntilAsync(operation, OperationStatus.Enforced);
        using (var during = NetLab.Within(_network.ClientSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)))
        {
            // Already its beginning may be broken off.
            var cut = await Should.ThrowAsync<SocketException>(async () =>
            {
                await during.ConnectAsync(Listen(0).LocalEndPoint!, Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
                await during.ReceiveAsync(new byte[1], Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
            });
            cut.SocketErrorCode.ShouldBeOneOf(SocketError.ConnectionReset, SocketError.ConnectionRefused);
        }

        (await operation.EndAsync(new ResponseActor("anna", ResponseRole.Responder), isUndo: false, "It is cleaned.", Cancel)).Refusal.ShouldBeNull();
        await UntilAsync(operation, OperationStatus.RolledBack);
        await using var after = await BeginAsync(wholeBytes / 10, pauseMs: 1);
        (await after.Receiving.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).ShouldBeNull();
    }

    private static async Task UntilAsync(IResponseGrain operation, OperationStatus status)
    {
        OperationState? now = null;
        await RunningProduct.UntilAsync(async () => (now = await operation.GetAsync(Cancel))?.Status == status, () => $"it is not {status} but {now?.Status}: {now?.Reason}");
    }

    private async Task ServeAsync(Socket listener)
    {
        using var connection = await listener.AcceptAsync(_end.Token);
        var buffer = new byte[4_096];
        _ = await connection.ReceiveAsync(buffer, _end.Token);
        await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.ms-excel\r\nContent-Length: 10\r\nConnection: close\r\n\r\nnot really"), _end.Token);
        connection.Shutdown(SocketShutdown.Both);
    }

    private Socket Listen(int port)
    {
        var listener = NetLab.Within(_network.ServerSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        _sockets.Add(listener);
        listener.Bind(new IPEndPoint(IPAddress.Parse(MirroredNetwork.ServerIp), port));
        listener.Listen(8);
        return listener;
    }

    private Task<Download> BeginAsync(long bytes, int pauseMs)
    {
        var client = NetLab.Within(_network.ClientSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        _sockets.Add(client);
        return Download.BeginAsync(client, Listen(0), bytes, pauseMs);
    }
}

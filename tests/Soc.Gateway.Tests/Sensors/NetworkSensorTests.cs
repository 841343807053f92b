using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shouldly;
using Soc.Capture.Tests.Reset;
using Soc.Capture.Tests.Support;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>Two hosts on a network that is mirrored to the agent, and the whole product behind it: what the hosts do comes out as findings, and is stopped.</summary>
public sealed class NetworkSensorTests : IAsyncLifetime
{
    private const string ClientIp = "10.99.8.1";
    private const string ServerIp = "10.99.8.2";
    private const int ScannedPorts = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-wire-");
    private readonly NetLab _lab = new();
    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private RunningProduct _product = null!;
    private AgentProcess _agent = null!;
    private string _sensor = "";
    private string _clientSpace = "";
    private string _serverSpace = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var bridge = _lab.Bridge();
        var (mirror, port) = _lab.Cable("g", "h");
        NetLab.Ip($"link set {port} master {bridge}");
        _clientSpace = _lab.Host(bridge, "c", ClientIp + "/24");
        _serverSpace = _lab.Host(bridge, "s", ServerIp + "/24");
        _product = await RunningProduct.StartAsync(("Soc:Syslog:Enabled", "false"));
        var state = Path.Combine(_folder.FullName, "state");
        using var made = await _product.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens");
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
        var enrolled = await AgentProcess.RunAsync(state, ["enrol", "--gateway", _product.Sensors.ToString(), "--token", token]);
        enrolled.Code.ShouldBe(0, enrolled.Said);
        _agent = AgentProcess.Start(state, ["run", "--interface", mirror], ("ResetsEnabled", "true"));
        await RunningProduct.UntilAsync(async () => (await SensorsAsync()).Any(s => FigureOf(s, "interfaces_up") == 1), () => $"the agent does not capture: {_agent.Said}");
        _sensor = (await SensorsAsync()).Single().GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _sockets.ForEach(s => s.Dispose());
        _agent.Dispose();
        await _product.DisposeAsync();
        _lab.Dispose();
        _end.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_hosts_do_on_the_wire_comes_out_as_findings()
    {
        _ = ServeAsync(Listen(80));
        (await RunAsync("netns", "exec", _clientSpace, "curl", "-s", "-m", "10", $"http://{ServerIp}/it/passwords.xls")).ShouldBe("not really");
        for (var port = 1; port <= ScannedPorts; port++)
        {
            using var probe = NetLab.Within(_clientSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            (await Should.ThrowAsync<SocketException>(() => probe.ConnectAsync(new IPEndPoint(IPAddress.Parse(ServerIp), 1_000 + port), Cancel).AsTask())).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        }

        var file = await _product.FiresAsync("demo", "sensitive_file");
        var scan = await _product.FiresAsync("demo", "port_scan");
        var mac = NetLab.Within(_clientSpace, () => System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().First(i => i.Name == _lab.NameOf("ci")).GetPhysicalAddress().GetAddressBytes());
        var device = string.Join(':', mac.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
        foreach (var signal in new[] { file, scan })
        {
            signal.GetProperty("entity").GetProperty("key").GetString().ShouldBe(device, "the device is known by its station's address");
        }

        await RunningProduct.UntilAsync(async () => FigureOf((await SensorsAsync()).Single(), "frames") > ScannedPorts, () => "its figures do not say what it saw");
        var sensor = (await SensorsAsync()).Single();
        FigureOf(sensor, "kernel_drops").ShouldBe(0);
        FigureOf(sensor, "parser_failures").ShouldBe(0);
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
            new { srcIp = ClientIp, srcPort = victim.ClientEnd.Port, dstIp = ServerIp, dstPort = victim.ServerEnd.Port, seconds = 30 });
        using var accepted = await _product.ApiAsync(HttpMethod.Post, $"/api/v1/clients/demo/sensors/{_sensor}/resets", command);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        (await victim.Receiving.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).ShouldBe(SocketError.ConnectionReset);
        await RunningProduct.UntilAsync(
            async () => (await _product.GetAsync($"/api/v1/clients/demo/sensors/{_sensor}/resets/{id}")).GetProperty("outcome").GetString() == "confirmed",
            () => $"it is not confirmed: {_agent.Said}");
        (await other.Receiving.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).ShouldBeNull();
        (other.Received, other.IsWhole).ShouldBe((wholeBytes, true));
    }

    private static long FigureOf(JsonElement sensor, string name) => sensor.GetProperty("figures").TryGetProperty(name, out var value) ? value.GetInt64() : -1;

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return output;
    }

    private async Task<JsonElement[]> SensorsAsync() => [.. (await _product.GetAsync("/api/v1/clients/demo/sensors")).GetProperty("items").EnumerateArray()];

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
        var listener = NetLab.Within(_serverSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        _sockets.Add(listener);
        listener.Bind(new IPEndPoint(IPAddress.Parse(ServerIp), port));
        listener.Listen(8);
        return listener;
    }

    private Task<Download> BeginAsync(long bytes, int pauseMs)
    {
        var client = NetLab.Within(_clientSpace, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        _sockets.Add(client);
        return Download.BeginAsync(client, Listen(0), bytes, pauseMs);
    }
}

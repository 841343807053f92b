using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Capture.Tests.Support;
using Soc.EventLog;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.Model.Events;
using Soc.Response;
using Soc.Response.Connectors.CaptureAgent;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>A client and a server on a network that is mirrored to the agent, and the whole product behind it.</summary>
internal sealed class MirroredNetwork : IAsyncDisposable
{
    public const string ClientIp = "10.99.8.1";
    public const string ServerIp = "10.99.8.2";

    /// <summary>Name of the client's connector over its agents.</summary>
    public const string Connector = "mirror";

    private const int MaxEvents = 10_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-wire-");
    private readonly NetLab _lab = new();
    private readonly List<Process> _servers = [];
    private string _bridge = "";

    private MirroredNetwork()
    {
    }

    public RunningProduct Product { get; private set; } = null!;

    public AgentProcess Agent { get; private set; } = null!;

    public string Sensor { get; private set; } = "";

    /// <summary>Network namespaces of the two hosts.</summary>
    public string ClientSpace { get; private set; } = "";

    public string ServerSpace { get; private set; } = "";

    public string Folder => _folder.FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MirroredNetwork> StartAsync()
    {
        var network = new MirroredNetwork();
        try
        {
            await network.BeginAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public static long FigureOf(JsonElement sensor, string name) => sensor.GetProperty("figures").TryGetProperty(name, out var value) ? value.GetInt64() : -1;

    public async Task<JsonElement> SensorAsync() => (await SensorsAsync()).Single();

    /// <summary>Plugs in another host, which has no address yet.</summary>
    public string PlugIn(string what) => _lab.Host(_bridge, what);

    /// <summary>Name of a host's interface.</summary>
    public string InterfaceOf(string what) => _lab.NameOf(what + "i");

    /// <summary>Hardware address of a host, as events have it.</summary>
    public string MacOf(string space, string what)
    {
        var bytes = NetLab.Within(space, () => NetworkInterface.GetAllNetworkInterfaces().First(i => i.Name == InterfaceOf(what)).GetPhysicalAddress().GetAddressBytes());
        return string.Join(':', bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>Runs a program on a host to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<(int Code, string Said)> RunAsync(string space, string program, params string[] arguments)
    {
        using var process = Start(space, program, arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Has a program run on a host for as long as this network is there. Its input stays open: samba takes the end of a pipe as its own.</summary>
    public void Serve(string space, string program, params string[] arguments)
    {
        var process = Start(space, program, arguments);
        _servers.Add(process);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Events that arrived so far, in the order of the log, once there is one of a sort.</summary>
    public async Task<SecurityEvent> EventAsync(Func<SecurityEvent, bool> wanted, string what)
    {
        SecurityEvent? found = null;
        IReadOnlyList<SecurityEvent> all = [];
        await RunningProduct.UntilAsync(
            async () =>
            {
                all = await EventsAsync();
                found = all.FirstOrDefault(wanted);
                return found is not null;
            },
            () => $"no {what} among {string.Join('\n', all.Select(e => $"{e.SourceKind} {e.Src?.Ip} {e.File} {e.Dns} {e.Dhcp}"))}");
        return found!;
    }

    public async Task<IReadOnlyList<SecurityEvent>> EventsAsync()
    {
        var log = Product.Services.GetRequiredService<IEventLog>();
        var events = new List<SecurityEvent>();
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            if (log.EndOffset(partition) > log.StartOffset(partition))
            {
                events.AddRange((await log.ReadAsync(partition, log.StartOffset(partition), MaxEvents, Cancel)).Events.OfType<SecurityEvent>());
            }
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            if (!server.HasExited)
            {
                server.Kill(entireProcessTree: true);
            }

            server.Dispose();
        }

        Agent?.Dispose();
        if (Product is { } product)
        {
            await product.DisposeAsync();
        }

        _lab.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process Start(string space, string program, string[] arguments)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", space, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin";
        return Process.Start(start)!;
    }

    private static ConnectorRoster Roster(IServiceProvider services) => ConnectorRoster.Create(
        new Dictionary<string, IReadOnlyList<ConnectorRosterEntry>>(StringComparer.Ordinal) { ["demo"] = [new ConnectorRosterEntry { Name = Connector, Connector = "capture_agent" }] },
        ConnectorCatalog.Load(),
        new ConnectorContext(() => new HttpClientHandler(), TimeProvider.System) { SensorCommands = services.GetRequiredService<ISensorCommands>() });

    private async Task BeginAsync()
    {
        _bridge = _lab.Bridge();
        var (mirror, port) = _lab.Cable("g", "h");
        NetLab.Ip($"link set {port} master {_bridge}");
        ClientSpace = _lab.Host(_bridge, "c", ClientIp + "/24");
        ServerSpace = _lab.Host(_bridge, "s", ServerIp + "/24");
        Product = await RunningProduct.StartAsync(services => services.AddSingleton<IConnectorRoster>(Roster), ("Soc:Syslog:Enabled", "false"));
        var state = Path.Combine(Folder, "state");
        using var made = await Product.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens");
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
        var enrolled = await AgentProcess.RunAsync(state, ["enrol", "--gateway", Product.Sensors.ToString(), "--token", token]);
        enrolled.Code.ShouldBe(0, enrolled.Said);
        Agent = AgentProcess.Start(state, ["run", "--interface", mirror], ("ResetsEnabled", "true"));
        await RunningProduct.UntilAsync(async () => (await SensorsAsync()).Any(s => FigureOf(s, "interfaces_up") == 1), () => $"the agent does not capture: {Agent.Said}");
        Sensor = (await SensorAsync()).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement[]> SensorsAsync() => [.. (await Product.GetAsync("/api/v1/clients/demo/sensors")).GetProperty("items").EnumerateArray()];
}

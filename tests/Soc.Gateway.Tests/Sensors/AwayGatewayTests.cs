using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.Model.Events;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>
/// The gateway is away while the agent reads, longer than the agent itself runs, and comes back on the same port and folder. How long it is away does not matter but for
/// three bounds: the pause between attempts (a minute), the spool's (a gigabyte) and the certificate's life (72 hours).
/// </summary>
public sealed class AwayGatewayTests : IAsyncLifetime
{
    private const int Files = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-away-");
    private readonly int _port = FreePort();
    private RunningProduct _product = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_folder.FullName, "state");

    public async ValueTask InitializeAsync() => _product = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_read_while_the_gateway_was_away_arrives_once_and_in_order()
    {
        using (var made = await _product.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens"))
        {
            var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
            var enrolled = await AgentProcess.RunAsync(State, ["enrol", "--gateway", _product.Sensors.ToString(), "--token", token]);
            enrolled.Code.ShouldBe(0, enrolled.Said);
        }

        await _product.DisposeAsync();
        var files = Enumerable.Range(0, Files).Select(i => Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{i}.pcap"))).ToArray();
        Array.ForEach(files, f => SmallCapture.Write(f, firstSecond: SmallCapture.BeginSecond + (uint)(10 * Array.IndexOf(files, f))));

        // One that is killed while it waits leaves what it read to the next.
        using (var first = AgentProcess.Start(State, ["read", files[0]]))
        {
            await RunningProduct.UntilAsync(() => Task.FromResult(first.Said.Contains("Waiting: the gateway does not answer", StringComparison.Ordinal)), () => $"it does not say that it waits: {first.Said}");
        }

        Directory.GetFiles(Path.Combine(State, "spool"), "*.batch").ShouldNotBeEmpty();
        using var second = AgentProcess.Start(State, ["read", files[1], files[2]]);
        await RunningProduct.UntilAsync(() => Task.FromResult(second.Said.Contains("Waiting: the gateway does not answer", StringComparison.Ordinal)), () => $"it does not say that it waits: {second.Said}");
        _product = await StartAsync();
        await RunningProduct.UntilAsync(() => Task.FromResult(second.Said.Contains("All of it was delivered.", StringComparison.Ordinal)), () => $"it is not delivered: {second.Said}");
        second.Said.Split("Nothing is delivered").Length.ShouldBe(2, "it is said once");

        const long all = Files * SmallCapture.Events;
        (await _product.CountedAsync("demo", all)).Records.ShouldBe(all);
        var log = _product.Services.GetRequiredService<IEventLog>();
        var arrived = 0;
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            if (log.EndOffset(partition) > log.StartOffset(partition))
            {
                var events = (await log.ReadAsync(partition, log.StartOffset(partition), maxEntries: 1_000, Cancel)).Events.OfType<SecurityEvent>().Where(e => e.Source == "capture").ToArray();
                events.Select(e => e.Id).Distinct().Count().ShouldBe(events.Length);
                events.Select(e => e.TimeMs / 10_000).ShouldBeInOrder();
                arrived += events.Length;
            }
        }

        arrived.ShouldBe((int)all);
        Directory.GetFiles(Path.Combine(State, "spool"), "*.batch").ShouldBeEmpty();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private Task<RunningProduct> StartAsync() => RunningProduct.StartAsync(
        ("Soc:Syslog:Enabled", "false"), ("Soc:Silo:DataDirectory", Path.Combine(_folder.FullName, "data")), ("Soc:Sensors:Port", _port.ToString(CultureInfo.InvariantCulture)));
}

using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Soc.Gateway.Ingest.Syslog;
using Soc.Silo.Hosting;

namespace Soc.Gateway.Tests.Ingest.Product;

/// <summary>The real product in this process on free ports of loopback, without geo databases, with HEC and syslog as its front doors.</summary>
public sealed class RunningProduct : IAsyncDisposable
{
    public const string AdminKey = "input-admin-key-0123456789";
    public const string HecToken = "input-hec-token-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int s_clients;

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private RunningProduct(WebApplication app, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Hec = new HttpClient { BaseAddress = new Uri(addresses[1]) };
        Sensors = new Uri(addresses[2]);
    }

    /// <summary>Where capture agents enrol and deliver.</summary>
    public Uri Sensors { get; }

    public string DataDirectory => _folder.FullName;

    public IServiceProvider Services => _app.Services;

    /// <summary>API, metrics and health.</summary>
    public HttpClient Http { get; }

    /// <summary>The collector's own port.</summary>
    public HttpClient Hec { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it; client "demo" is there, and owns a UDP and a TCP listener unless the settings name others.</summary>
    public static Task<RunningProduct> StartAsync(params (string Key, string Value)[] settings) => StartAsync(static _ => { }, settings);

    /// <param name="change">Gets the services after all were added.</param>
    public static async Task<RunningProduct> StartAsync(Action<IServiceCollection> change, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("soc-input-");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SOC_ADMIN_KEY"] = AdminKey,
            ["SOC_HEC_TOKEN"] = HecToken,
            ["Soc:Silo:DataDirectory"] = folder.FullName,
            ["Soc:Silo:Partitions"] = "2",
            ["Soc:Silo:CheckpointIntervalMs"] = "200",
            ["Soc:Enrichment:Directory"] = Path.Combine(folder.FullName, "no-geo"),
            ["Soc:Gateway:Address"] = "127.0.0.1",
            ["Soc:Gateway:ApiPort"] = "0",
            ["Soc:Gateway:HecPort"] = "0",
            ["Soc:Syslog:Port"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.AddSocSilo();
        builder.AddSocGateway();
        change(builder.Services);
        var app = builder.Build();
        app.UseSocGateway();
        await app.StartAsync(Cancel);
        return new RunningProduct(app, folder);
    }

    /// <summary>Port of the first listener of a protocol.</summary>
    public int SyslogPort(SyslogProtocol protocol) =>
        _app.Services.GetRequiredService<SyslogService>().Bound.First(b => b.Protocol == protocol).EndPoint.Port;

    /// <summary>A client of its own for a test, with a HEC token.</summary>
    public async Task<(string Client, string Token)> NewClientAsync()
    {
        var client = $"client{Interlocked.Increment(ref s_clients)}";
        using var put = await ApiAsync(HttpMethod.Put, $"/api/v1/clients/{client}", "{}");
        put.EnsureSuccessStatusCode();
        using var post = await ApiAsync(HttpMethod.Post, $"/api/v1/clients/{client}/tokens", """{"kind":"hec"}""");
        post.EnsureSuccessStatusCode();
        var token = await post.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (client, token.GetProperty("secret").GetString()!);
    }

    public async Task<HttpResponseMessage> ApiAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Http.SendAsync(request, Cancel);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await ApiAsync(HttpMethod.Get, path);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    /// <summary>Posts to a route of the collector ("raw?sourcetype=duo"); returns status and code.</summary>
    public async Task<(int Status, int Code)> HecAsync(string route, byte[] body, string token = HecToken, bool isGzip = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/services/collector/" + route) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", "Splunk " + token);
        if (isGzip)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        using var response = await Hec.SendAsync(request, Cancel);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return ((int)response.StatusCode, reply.GetProperty("code").GetInt32());
    }

    public Task<(int Status, int Code)> HecAsync(string route, string body, string token = HecToken) => HecAsync(route, Encoding.UTF8.GetBytes(body), token);

    /// <summary>Sends bytes over a TCP connection of its own and waits until the other side has read or closed it.</summary>
    public async Task TcpAsync(ReadOnlyMemory<byte> bytes)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, SyslogPort(SyslogProtocol.Tcp), Cancel);
        try
        {
            await socket.SendAsync(bytes, Cancel);
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(new byte[64], Cancel) > 0)
            {
                // Nothing is ever sent back.
            }
        }
        catch (SocketException)
        {
            // Closed by the product, which is what some of these lines deserve.
        }
    }

    public async Task UdpAsync(params byte[][] datagrams)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        foreach (var datagram in datagrams)
        {
            await socket.SendToAsync(datagram, new IPEndPoint(IPAddress.Loopback, SyslogPort(SyslogProtocol.Udp)), Cancel);
        }
    }

    /// <summary>Findings of a client: those of its incidents, and those too small to open one.</summary>
    public async Task<JsonElement[]> FindingsAsync(string client) =>
    [
        .. (await IncidentsAsync(client)).SelectMany(i => i.GetProperty("signals").EnumerateArray()),
        .. (await GetAsync($"/api/v1/clients/{client}/signals?limit=500")).GetProperty("items").EnumerateArray(),
    ];

    public Task<JsonElement> FunnelAsync(string client) => GetAsync($"/api/v1/clients/{client}/funnel");

    /// <summary>The funnel, once it has counted so many records and everything is applied.</summary>
    public async Task<Counts> CountedAsync(string client, long records)
    {
        var counts = default(Counts);
        await UntilAsync(
            async () =>
            {
                var funnel = await FunnelAsync(client);
                counts = new Counts(Of("records"), Of("parsed"), Of("skipped"), Of("malformed"), Of("events"));
                return counts.Records >= records && (await GetAsync("/health/ready")).GetProperty("backlog").GetInt64() == 0;

                long Of(string name) => funnel.GetProperty(name).GetInt64();
            },
            () => $"{client} has {counts}, wanted {records} records");
        return counts;
    }

    /// <summary>Dead letters, oldest first.</summary>
    public async Task<(string Reason, string Raw, int RawLength)[]> DeadLettersAsync(string client)
    {
        var page = await GetAsync($"/api/v1/clients/{client}/dead-letters?limit=500");
        return [.. page.GetProperty("items").EnumerateArray().Reverse().Select(l => (l.GetProperty("reason").GetString()!, l.GetProperty("raw").GetString()!, l.GetProperty("rawLength").GetInt32()))];
    }

    public Task<JsonElement> EntityAsync(string client, string kind, string key) => GetAsync($"/api/v1/clients/{client}/entities/{kind}/{Uri.EscapeDataString(key)}");

    public async Task<JsonElement[]> IncidentsAsync(string client) => [.. (await GetAsync($"/api/v1/clients/{client}/incidents?limit=200")).GetProperty("items").EnumerateArray()];

    /// <summary>Waits until the metrics, which are kept for a second, have a text.</summary>
    public Task MetricsSayAsync(string text) => UntilAsync(async () => (await Http.GetStringAsync("/metrics", Cancel)).Contains(text, StringComparison.Ordinal), () => $"the metrics have no {text}");

    /// <summary>The first signal of a detector, once there is one.</summary>
    public async Task<JsonElement> FiresAsync(string client, string detector)
    {
        var found = default(JsonElement);
        await UntilAsync(
            async () =>
            {
                found = (await IncidentsAsync(client)).SelectMany(i => i.GetProperty("signals").EnumerateArray()).FirstOrDefault(s => s.GetProperty("detector").GetString() == detector);
                return found.ValueKind == JsonValueKind.Object;
            },
            () => $"{detector} did not fire for {client}");
        return found;
    }

    public async Task<string[]> ProblemsAsync() => [.. (await GetAsync("/health/ready")).GetProperty("problems").EnumerateArray().Select(p => p.GetString()!)];

    /// <summary>Waits until something holds; what is said when it never does is the caller's.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await holds())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException(otherwise(), late);
            }
        }
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Hec.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

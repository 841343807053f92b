using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Soc.EventLog;
using Soc.Gateway.Auth;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Hec;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>A real Kestrel with the real composition over fakes; one port speaks HTTP/1.1, the other HTTP/2.</summary>
internal sealed class HecHost : IAsyncDisposable
{
    public const string Token = "11111111-2222-3333-4444-555555555555";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private HecHost(WebApplication app, DirectoryInfo data)
    {
        _app = app;
        _data = data;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Http2 = new HttpClient { BaseAddress = new Uri(addresses[1]), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public InMemoryEventLog Log => (InMemoryEventLog)_app.Services.GetRequiredService<IEventLogWriter>();

    public InMemoryDeadLetters DeadLetters => (InMemoryDeadLetters)_app.Services.GetRequiredService<IDeadLetterLog>();

    public CredentialDirectory Credentials => _app.Services.GetRequiredService<CredentialDirectory>();

    public HttpClient Http { get; }

    public HttpClient Http2 { get; }

    public static async Task<HecHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("soc-hec-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SOC_DATA"] = data.FullName,
            ["SOC_HEC_TOKEN"] = Token,
            ["SOC_ADMIN_KEY"] = "an-admin-key-of-a-test",
            ["Soc:Syslog:Enabled"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IEventLogWriter, InMemoryEventLog>();
        builder.Services.AddSingleton<IDeadLetterLog, InMemoryDeadLetters>();
        builder.Services.AddSingleton<ITokenStore, InMemoryTokenStore>();
        builder.Services.AddSingleton<IClientStore, InMemoryClientStore>();
        builder.Services.AddSingleton<IClientPolicies>(_ => new InMemoryClientPolicies());
        builder.Services.AddSingleton<IRecordParser, LineParser>();
        builder.Services.AddSocIngest(builder.Configuration);
        var app = builder.Build();
        app.MapHec();
        await app.StartAsync();
        return new HecHost(app, data);
    }

    /// <summary>Posts, and reads the reply's status and JSON.</summary>
    public Task<(int Status, JsonElement Body)> PostAsync(string path, string body, string? authorization = "Splunk " + Token, HttpClient? http = null) =>
        PostAsync(path, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), authorization, http);

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, HttpContent content, string? authorization = "Splunk " + Token, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        http ??= Http;
        request.Version = http.DefaultRequestVersion;
        request.VersionPolicy = http.DefaultVersionPolicy;
        using var response = await http.SendAsync(request);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, json.RootElement.Clone());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Http2.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}

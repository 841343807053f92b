using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Soc.Silo.Hosting;

namespace Soc.Gateway.Tests.Api;

/// <summary>The real product in this process, on free ports of loopback, without geo databases.</summary>
public sealed class ProductHost : IAsyncLifetime
{
    public const string AdminKey = "test-admin-key-0123456789";
    public const string HecToken = "test-hec-token-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-api-").FullName;
    private WebApplication _app = null!;

    /// <summary>Settings beside those of the host; set before it starts.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Services that take the place of the product's; set before it starts.</summary>
    public Action<IServiceCollection> Replace { get; init; } = _ => { };

    /// <summary>The API's port.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The port for events.</summary>
    public HttpClient Hec { get; private set; } = null!;

    /// <summary>What the product itself works with, for what a test must put there.</summary>
    public IServiceProvider Services => _app.Services;

    public static async Task<ProductHost> StartAsync(Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var host = new ProductHost { Replace = replace ?? (_ => { }) };
        foreach (var (key, value) in settings)
        {
            host.Settings[key] = value;
        }

        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SOC_ADMIN_KEY"] = AdminKey,
            ["SOC_HEC_TOKEN"] = HecToken,
            ["Soc:Silo:DataDirectory"] = _folder,
            ["Soc:Silo:Partitions"] = "2",
            ["Soc:Silo:CheckpointIntervalMs"] = "200",
            ["Soc:Enrichment:Directory"] = Path.Combine(_folder, "no-geo"),
            ["Soc:Gateway:Address"] = "127.0.0.1",
            ["Soc:Gateway:ApiPort"] = "0",
            ["Soc:Gateway:HecPort"] = "0",
            ["Soc:Syslog:Enabled"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.AddSocSilo();
        builder.AddSocGateway();
        Replace(builder.Services);
        _app = builder.Build();
        _app.UseSocGateway();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Hec = new HttpClient { BaseAddress = new Uri(addresses[1]) };
    }

    /// <summary>Stops the product and starts it again over the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? key = AdminKey, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text),
            _ => JsonContent.Create(body),
        };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Status and body of a request; an empty body is null.</summary>
    public async Task<(int Status, JsonElement? Body)> AskAsync(HttpMethod method, string path, object? body = null, string? key = AdminKey, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, body, key, headers);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonDocument.Parse(text).RootElement);
    }

    public async Task<JsonElement> GetAsync(string path, string? key = AdminKey)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, key);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Posts raw lines to HEC, and waits until they are applied.</summary>
    public async Task IngestAsync(string sourcetype, string lines, string token = HecToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/services/collector/raw?sourcetype={sourcetype}") { Content = new StringContent(lines) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Splunk {token}");
        using var response = await Hec.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        await SettleAsync();
    }

    /// <summary>Waits until everything received is applied.</summary>
    public async Task SettleAsync()
    {
        for (var look = 0; look < 400; look++)
        {
            var health = await GetAsync("/health/ready", null);
            if (health.GetProperty("backlog").GetInt64() == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The events were not applied within ten seconds.");
    }

    /// <summary>A client with a key of its own.</summary>
    public async Task<string> NewClientAsync(string client, params string[] scopes)
    {
        using var put = await SendAsync(HttpMethod.Put, $"/api/v1/clients/{client}", new { });
        put.EnsureSuccessStatusCode();
        return await NewKeyAsync(client, scopes);
    }

    public Task<string> NewKeyAsync(string client, params string[] scopes) => IssueAsync(client, new { kind = "api", scopes });

    /// <summary>A key that has a role, and perhaps a name.</summary>
    public Task<string> NewRoleAsync(string client, string role, string? name = null) => IssueAsync(client, new { kind = "api", role, name });

    public Task<string> NewHecTokenAsync(string client) => IssueAsync(client, new { kind = "hec" });

    private async Task<string> IssueAsync(string client, object request)
    {
        var (status, body) = await AskAsync(HttpMethod.Post, $"/api/v1/clients/{client}/tokens", request);
        return status == 201 ? body!.Value.GetProperty("secret").GetString()! : throw new InvalidOperationException($"{status}: {body}");
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        Hec.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

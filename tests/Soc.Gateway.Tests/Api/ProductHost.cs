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

    public HttpClient Http { get; private set; } = null!;

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
        builder.AddSocSilo();
        builder.AddSocGateway();
        _app = builder.Build();
        _app.UseSocGateway();
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
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
            string text => new StringContent(text),
            _ => JsonContent.Create(body),
        };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
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
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        for (var look = 0; look < 200; look++)
        {
            var health = await GetAsync("/health/ready", null);
            if (health.GetProperty("backlog").GetInt64() == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The events were not applied within five seconds.");
    }

    /// <summary>A client with a key of its own.</summary>
    public async Task<string> NewClientAsync(string client, params string[] scopes)
    {
        using var put = await SendAsync(HttpMethod.Put, $"/api/v1/clients/{client}", new { });
        put.EnsureSuccessStatusCode();
        using var post = await SendAsync(HttpMethod.Post, $"/api/v1/clients/{client}/tokens", new { kind = "api", scopes });
        post.EnsureSuccessStatusCode();
        var token = await post.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return token.GetProperty("secret").GetString()!;
    }
}

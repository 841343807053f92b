using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Soc.Simulator.Transport;

/// <summary>The gateway's API with a bearer key. What it refuses becomes an exception with the API's own words.</summary>
public sealed class ApiClient : IDisposable
{
    private const int PageSize = 500;

    private readonly HttpClient _http;

    public ApiClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return await ReadAsync<T>(response, path, cancellationToken);
    }

    /// <summary>Like <see cref="GetAsync{T}"/>, and null when it does not exist.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<T>(response, path, cancellationToken);
    }

    public async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(path, body, JsonSerializerOptions.Web, cancellationToken);
        return await ReadAsync<T>(response, path, cancellationToken);
    }

    public async Task<T> PutAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await _http.PutAsJsonAsync(path, body, JsonSerializerOptions.Web, cancellationToken);
        return await ReadAsync<T>(response, path, cancellationToken);
    }

    /// <summary>A page or a file as it is, with its media type.</summary>
    public async Task<(string Text, string? MediaType)> TextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? (text, response.Content.Headers.ContentType?.MediaType)
            : throw new ApiException($"GET {path} answered {(int)response.StatusCode}: {text}");
    }

    /// <summary>All operations of a client, the newest proposal first.</summary>
    public Task<IReadOnlyList<ApiOperation>> OperationsAsync(string client, CancellationToken cancellationToken) =>
        AllAsync<ApiOperation>($"/api/v1/responses?client={client}", cancellationToken);

    /// <summary>All incidents of a client, newest activity first.</summary>
    public Task<IReadOnlyList<ApiIncident>> IncidentsAsync(string client, CancellationToken cancellationToken) =>
        AllAsync<ApiIncident>($"/api/v1/clients/{client}/incidents?minScore=0", cancellationToken);

    /// <summary>Incidents as they change, from now on (/api/v1/live), until the connection ends.</summary>
    public async IAsyncEnumerable<ApiIncident> LiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        var type = "";
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("event:", StringComparison.Ordinal))
            {
                type = line[6..].Trim();
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal) && string.Equals(type, "incident", StringComparison.Ordinal)
                && JsonSerializer.Deserialize<ApiIncident>(line.AsSpan(5), JsonSerializerOptions.Web) is { } incident)
            {
                yield return incident;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<T>> AllAsync<T>(string path, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await GetAsync<ApiPage<T>>($"{path}&limit={PageSize}{next}", cancellationToken);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new ApiException($"{response.RequestMessage?.Method} {path} answered {(int)response.StatusCode}: {text}");
        }

        return await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken)
            ?? throw new ApiException($"{path} answered nothing.");
    }
}

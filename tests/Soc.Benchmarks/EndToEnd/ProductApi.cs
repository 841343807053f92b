using System.Net.Http.Json;
using System.Text.Json;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>What every measurement asks of the product's API first.</summary>
internal static class ProductApi
{
    /// <summary>Makes a client with default policy.</summary>
    /// <returns>A HEC token of it.</returns>
    public static async Task<string> AddClientAsync(HttpClient api, string client, CancellationToken cancellationToken)
    {
        using var made = await api.PutAsJsonAsync($"/api/v1/clients/{client}", new { }, cancellationToken);
        made.EnsureSuccessStatusCode();
        using var issued = await api.PostAsJsonAsync($"/api/v1/clients/{client}/tokens", new { kind = "hec" }, cancellationToken);
        issued.EnsureSuccessStatusCode();
        return (await issued.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("secret").GetString()!;
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>What every measurement asks of the product's API first.</summary>
internal static class ProductApi
{
    /// <summary>Makes a client with default policy.</summary>
    /// <returns>A HEC token of it.</returns>
    public static Task<string> AddClientAsync(HttpClient api, string client, CancellationToken cancellationToken) => AddClientAsync(api, client, new { }, cancellationToken);

    /// <summary>Makes a client.</summary>
    /// <param name="policy">Its policy, as the API takes it.</param>
    /// <returns>A HEC token of it.</returns>
    public static async Task<string> AddClientAsync(HttpClient api, string client, object policy, CancellationToken cancellationToken)
    {
        using var made = await api.PutAsJsonAsync($"/api/v1/clients/{client}", policy, cancellationToken);
        made.EnsureSuccessStatusCode();
        return await IssueAsync(api, client, "hec", cancellationToken);
    }

    /// <summary>Makes a credential of a client.</summary>
    /// <param name="kind">As the API names it.</param>
    /// <returns>The secret.</returns>
    public static async Task<string> IssueAsync(HttpClient api, string client, string kind, CancellationToken cancellationToken)
    {
        using var issued = await api.PostAsJsonAsync($"/api/v1/clients/{client}/tokens", new { kind }, cancellationToken);
        issued.EnsureSuccessStatusCode();
        return (await issued.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("secret").GetString()!;
    }
}

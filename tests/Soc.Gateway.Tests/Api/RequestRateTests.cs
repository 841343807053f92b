using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>How often one credential may ask.</summary>
public sealed class RequestRateTests
{
    [Fact]
    public async Task OneThatAsksTooOften_IsToldToWait_AndOthersAreNot()
    {
        await using var product = await ProductHost.StartAsync(null, ("Soc:Gateway:RequestsPerMinute", "12"));
        var key = await product.NewClientAsync("eager", "read");
        var left = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            using var response = await product.SendAsync(HttpMethod.Get, "/api/v1/clients/eager", null, key);
            ((int)response.StatusCode).ShouldBe(200);
            response.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"credential\";q=12;w=60");
            left.Add(response.Headers.GetValues("RateLimit").Single());
        }

        left[0].ShouldBe("\"credential\";r=11");

        // A slow machine may have let the bucket fill by one or two meanwhile.
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await product.AskAsync(HttpMethod.Get, "/api/v1/clients/eager", null, key)).Status);
        }

        statuses.ShouldContain(429);
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients/eager")).Status.ShouldBe(200);
        (await product.AskAsync(HttpMethod.Get, "/health/ready", null, key)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task TheRefusal_SaysHowLongToWait()
    {
        await using var product = await ProductHost.StartAsync(null, ("Soc:Gateway:RequestsPerMinute", "1"));
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients")).Status.ShouldBe(200);
        using var refused = await product.SendAsync(HttpMethod.Get, "/api/v1/clients/nobody");
        ((int)refused.StatusCode).ShouldBe(429);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        refused.Headers.GetValues("RateLimit").Single().ShouldBe("\"credential\";r=0");
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("wait");
    }

    [Fact]
    public async Task AnImpossibleRate_StopsTheStart() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => ProductHost.StartAsync(null, ("Soc:Gateway:RequestsPerMinute", "0")))).Message.ShouldContain("1 to 10,000,000");
}

using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>Each port answers its own routes only.</summary>
public sealed class PortTests(ProductHost product) : IClassFixture<ProductHost>
{
    [Theory]
    [InlineData("/services/collector/health", true)]
    [InlineData("/services/collector", true)]
    [InlineData("/services/collector/nothing", true)]
    [InlineData("/SERVICES/collector/health", true)]
    [InlineData("/metrics", false)]
    [InlineData("/health/live", false)]
    [InlineData("/health/ready", false)]
    [InlineData("/api/v1/health/ready", false)]
    [InlineData("/api/v1/clients", false)]
    [InlineData("/openapi/v1.json", false)]
    [InlineData("/", false)]
    public async Task ARoute_AnswersOnItsPort_AndOnTheOtherNot(string path, bool isHec)
    {
        using var wrong = await SendAsync(isHec ? product.Http : product.Hec, path);
        ((int)wrong.StatusCode).ShouldBe(404);
        (await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("port");
        using var right = await SendAsync(isHec ? product.Hec : product.Http, path);
        (await right.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(" port ");
    }

    [Theory]
    [InlineData("8080", "8080", "two different ports")]
    [InlineData("80800", "8088", "two different ports")]
    public async Task PortsThatMakeNoSense_StopTheStart(string api, string hec, string words)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => ProductHost.StartAsync(null, ("Soc:Gateway:ApiPort", api), ("Soc:Gateway:HecPort", hec)));
        failure.Message.ShouldContain(words);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ProductHost.AdminKey}");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>Each port answers its own routes only.</summary>
public sealed class PortTests(ProductHost product) : IClassFixture<ProductHost>
{
    [Theory]
    [InlineData("/services/collector/health", true, 200)]
    [InlineData("/SERVICES/collector/health", true, 200)]
    [InlineData("/services/collector", true, 405)]
    [InlineData("/services/collector/nothing", true, 404)]
    [InlineData("/metrics", false, 200)]
    [InlineData("/health/live", false, 200)]
    [InlineData("/health/ready", false, 200)]
    [InlineData("/api/v1/health/ready", false, 200)]
    [InlineData("/api/v1/clients", false, 200)]
    [InlineData("/openapi/v1.json", false, 200)]
    [InlineData("/", false, 404)]
    public async Task ARoute_AnswersOnItsPort_AndOnTheOtherNot(string path, bool isHec, int status)
    {
        using var right = await SendAsync(isHec ? product.Hec : product.Http, path);
        ((int)right.StatusCode).ShouldBe(status);
        using var wrong = await SendAsync(isHec ? product.Http : product.Hec, path);
        ((int)wrong.StatusCode).ShouldBe(404);
        (await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(isHec ? "HEC answers on port" : "takes events only");
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

using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>Live state of entities by whatever name.</summary>
public sealed class EntityTests(ProductHost product) : IClassFixture<ProductHost>
{
    [Theory]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("CORP\\bert", "CORP%5CBert")]
    [InlineData("Anna Keller", "anna%20keller")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a%2Fb", "a%252fb")]
    [InlineData("Jürgen Größe", "j%C3%BCrgen%20gr%C3%B6%C3%9Fe")]
    [InlineData("50% off?", "50%25%20off%3F")]
    [InlineData("a+b", "a+b")]
    public async Task AUser_IsFoundByHisName_PercentEncoded(string name, string encoded)
    {
        await product.IngestAsync("duo", DuoPushes.Of(name, 1_795_500_000));
        var view = await product.GetAsync($"/api/v1/clients/demo/entities/user/{encoded}");
        view.GetProperty("entity").GetProperty("key").GetString().ShouldBe(name.ToLowerInvariant());
        view.GetProperty("eventCount").GetInt64().ShouldBe(DuoPushes.Lines);
        view.GetProperty("risk").GetDouble().ShouldBeGreaterThan(0);
        view.GetProperty("contributions")[0].GetProperty("text").GetString().ShouldNotBeNullOrWhiteSpace();
        view.GetProperty("recent").GetArrayLength().ShouldBe(DuoPushes.Lines);
        view.GetProperty("recent")[0].GetProperty("text").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task AClient_ShowsAllOfItsEvents()
    {
        await product.NewClientAsync("counted", "read");
        var token = await product.NewHecTokenAsync("counted");
        (await product.GetAsync("/api/v1/clients/counted/entities/client/counted")).GetProperty("eventCount").GetInt64().ShouldBe(0);
        await product.IngestAsync("duo", DuoPushes.Of("anna@example.com", 1_795_500_000) + "\nno event at all", token);
        await product.IngestAsync("duo", DuoPushes.Of("bert@example.com", 1_795_600_000), token);
        var view = await product.GetAsync("/api/v1/clients/counted/entities/client/counted");
        view.GetProperty("eventCount").GetInt64().ShouldBe(2 * DuoPushes.Lines);
        view.GetProperty("lastSeen").GetString().ShouldBe("2026-11-25T09:48:20.000Z");
    }

    [Theory]
    [InlineData("user/nobody", 404)]
    [InlineData("device/nothing", 404)]
    [InlineData("address/203.0.113.250", 404)]
    [InlineData("address/no%20address", 404)]
    [InlineData("file/passwords.xls", 404)]
    [InlineData("client/other", 404)]
    [InlineData("client/demo", 200)]
    [InlineData("person/anna", 400)]
    [InlineData("user/", 404)]
    [InlineData("user/%20", 404)]
    public async Task WhatIsNotKnown_DoesNotExist(string path, int status) =>
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/demo/entities/{path}")).Status.ShouldBe(status);
}

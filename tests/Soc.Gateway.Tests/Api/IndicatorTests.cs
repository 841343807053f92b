using System.Text;
using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>POST /indicators in every form, and what is no form.</summary>
public sealed class IndicatorTests(ProductHost product) : IClassFixture<ProductHost>
{
    private const string Misp = """{"name":"Known","version":"20261101","type":"cidr","description":"x","list":["203.0.113.0/24","198.51.100.7"]}""";
    private const string Stix = """{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","pattern_type":"stix","pattern":"[ipv4-addr:value = '203.0.113.77']","valid_from":"2026-11-01T00:00:00Z"},{"type":"malware"}]}""";

    [Theory]
    [InlineData("203.0.113.9\n# comment\nbad.example.com,c2,2026-11-01\n", 2, 0)]
    [InlineData("203.0.113.9\n300.1.1.1\n", 1, 1)]
    [InlineData(Misp, 2, 0)]
    [InlineData(Stix, 1, 0)]
    [InlineData("""{"list":"own","indicators":[{"value":"203.0.113.9","category":"c2","listedAt":"2026-11-01T00:00:00Z","score":70},"203.0.113.10",7]}""", 2, 1)]
    public async Task AList_IsTaken_AndWhatItHoldsOfNonsenseIsSaid(string body, int accepted, int rejected)
    {
        // As curl sends it: whatever the type, the content says what it is.
        foreach (var type in new[] { "application/x-www-form-urlencoded", "text/plain", "application/json", "application/stix+json" })
        {
            using var content = new StringContent(body, Encoding.UTF8, type);
            var (status, answer) = await product.AskAsync(HttpMethod.Post, "/api/v1/indicators?list=mine", content);
            status.ShouldBe(200, answer.ToString());
            answer!.Value.GetProperty("accepted").GetInt32().ShouldBe(accepted);
            answer.Value.GetProperty("rejected").GetInt32().ShouldBe(rejected);
            answer.Value.GetProperty("problems").GetArrayLength().ShouldBe(rejected);
        }
    }

    [Theory]
    [InlineData("", "holds no indicator")]
    [InlineData("# only a comment", "holds no indicator")]
    [InlineData("not an indicator", "line 1")]
    [InlineData("""{"list":""", "begins like JSON")]
    [InlineData("""{"something":"else"}""", "STIX 2.1")]
    [InlineData("""{"type":"bundle","objects":[{"type":"indicator","pattern_type":"sigma","pattern":"x"}]}""", "sigma")]
    [InlineData("""{"name":"x","type":"regex","list":["a.*"]}""", "patterns")]
    public async Task WhatHoldsNothing_IsRefused_WithTheReason(string body, string words)
    {
        var (status, problem) = await product.AskAsync(HttpMethod.Post, "/api/v1/indicators", body);
        status.ShouldBe(400);
        problem!.Value.GetProperty("detail").GetString()!.ShouldContain(words);
    }

    [Fact]
    public async Task ABodyThatIsTooLarge_IsRefused()
    {
        using var large = new ByteArrayContent(new byte[(64 * 1024 * 1024) + 1]);
        var (status, problem) = await product.AskAsync(HttpMethod.Post, "/api/v1/indicators", large, ProductHost.AdminKey, ("Expect", "100-continue"));
        status.ShouldBe(413);
        problem!.Value.GetProperty("detail").GetString()!.ShouldContain("in parts");

        // Larger than other routes take, and still a list.
        using var list = new StringContent(string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"198.{18 + (i >> 16)}.{(i >> 8) & 255}.{i & 255} # {new string('x', 70)}")));
        (await product.AskAsync(HttpMethod.Post, "/api/v1/indicators?list=long", list)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task AClientThatDoesNotExist_HasNoList() =>
        (await product.AskAsync(HttpMethod.Post, "/api/v1/indicators?client=nobody", "203.0.113.9")).Status.ShouldBe(404);
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Ingest;
using Soc.Gateway.Tests.Fakes;
using Soc.Parsing;

namespace Soc.Gateway.Tests.Api;

/// <summary>What could not be parsed is listed, and goes the whole way once it can be.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private const string Letters = "/api/v1/clients/demo/dead-letters";
    private const string Replay = "/api/v1/clients/demo/dead-letters/replay";

    private readonly LearningParser _parser = new(SourceCatalog.Load());
    private ProductHost _product = null!;

    public async ValueTask InitializeAsync() => _product = await ProductHost.StartAsync(services => services.AddSingleton<IRecordParser>(_parser));

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Letters_AreListedInPages_WithReasonSourceTimeAndBytes()
    {
        await _product.IngestAsync("duo", string.Join('\n', Enumerable.Range(0, 23).Select(i => $"no json {i}")));
        await _product.IngestAsync("duo", New("listed@example.com"));
        var walked = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await _product.GetAsync($"{Letters}?limit=5&reason=json_missing&cursor={cursor}");
            walked.AddRange(page.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("raw").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        walked.ShouldBe(Enumerable.Range(0, 23).Reverse().Select(i => $"no json {i}"));
        var letter = (await _product.GetAsync($"{Letters}?limit=1")).GetProperty("items")[0];
        letter.GetProperty("reason").GetString().ShouldBe("new_format");
        letter.GetProperty("source").GetString().ShouldBe("duo");
        letter.GetProperty("received").GetString().ShouldStartWith("20");
        letter.GetProperty("replayed").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _product.AskAsync(HttpMethod.Get, $"{Letters}?limit=0")).Status.ShouldBe(400);
        (await _product.AskAsync(HttpMethod.Get, $"{Letters}?cursor=x")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task BytesThatAreNoText_AreShownAsBytes()
    {
        using var content = new ByteArrayContent([0x7b, 0xff, 0xfe]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/services/collector/raw?sourcetype=duo") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"Splunk {ProductHost.HecToken}");
        using var response = await _product.Hec.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var letter = (await _product.GetAsync(Letters)).GetProperty("items")[0];
        letter.GetProperty("rawBase64").GetBytesFromBase64().ShouldBe([0x7b, 0xff, 0xfe]);
        letter.GetProperty("rawLength").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task AllOfAReason_AreReplayed_OnceAndCounted()
    {
        await _product.IngestAsync("duo", string.Join('\n', New("first@example.com"), New("second@example.com"), "no json at all"));
        (await ReplayAsync(new { reason = "new_format" })).ShouldBe((2, 0, 2, 0));
        (await FunnelAsync()).ShouldBe((3, 0, 3, 0, 0));

        _parser.Taught = true;
        (await ReplayAsync(new { reason = "new_format" })).ShouldBe((2, 2, 0, 0));
        await _product.SettleAsync();
        (await FunnelAsync()).ShouldBe((3, 0, 3, 2, 2), "a replay is no new record, its events are new");
        var view = await _product.GetAsync("/api/v1/clients/demo/entities/user/second@example.com");
        view.GetProperty("eventCount").GetInt64().ShouldBe(1);
        view.GetProperty("lastSeen").GetString().ShouldBe("2026-11-24T06:00:00.000Z");

        (await ReplayAsync(new { reason = "new_format" })).ShouldBe((2, 0, 0, 2));
        await _product.RestartAsync();
        (await ReplayAsync(new { reason = "new_format" })).ShouldBe((2, 0, 0, 2));
        (await FunnelAsync()).ShouldBe((3, 0, 3, 2, 2), "a replay is no new record, its events are new");
        (await _product.GetAsync($"{Letters}?reason=new_format")).GetProperty("items").EnumerateArray().ShouldAllBe(l => l.GetProperty("replayed").GetString() != null);
        (await _product.GetAsync($"{Letters}?reason=json_missing")).GetProperty("items")[0].GetProperty("replayed").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task ALetterByName_AndMoreThanOneCallTakes()
    {
        await _product.IngestAsync("duo", string.Join('\n', Enumerable.Range(0, 620).Select(i => New($"user{i}@example.com"))));
        _parser.Taught = true;
        var id = (await _product.GetAsync($"{Letters}?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
        (await ReplayAsync(new { ids = new[] { id, id } })).ShouldBe((1, 1, 0, 0));

        var (_, first) = await _product.AskAsync(HttpMethod.Post, Replay, new { reason = "new_format" });
        first!.Value.GetProperty("replayed").GetInt32().ShouldBe(499);
        var cursor = first.Value.GetProperty("nextCursor").GetString();
        var (_, rest) = await _product.AskAsync(HttpMethod.Post, Replay, new { reason = "new_format", cursor });
        rest!.Value.GetProperty("replayed").GetInt32().ShouldBe(120);
        rest.Value.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        (await FunnelAsync()).ShouldBe((620, 0, 620, 620, 620));
    }

    [Fact]
    public async Task ALetterThatWasCut_CannotBeReplayed()
    {
        await _product.IngestAsync("duo", New("long@example.com").Replace("Mail", new string('m', 70_000), StringComparison.Ordinal));
        _parser.Taught = true;
        var (_, body) = await _product.AskAsync(HttpMethod.Post, Replay, new { reason = "new_format" });
        body!.Value.GetProperty("truncated").GetInt32().ShouldBe(1);
        body.Value.GetProperty("replayed").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"ids":["dl-0"],"reason":"x"}""", 422)]
    [InlineData("""{"ids":[]}""", 422)]
    [InlineData("""{"ids":["dl-999999"]}""", 404)]
    [InlineData("""{"ids":["dl-9223372036854775807"]}""", 404)]
    [InlineData("""{"ids":["dl--1"]}""", 404)]
    [InlineData("""{"ids":["nonsense"]}""", 404)]
    [InlineData("""{"ids":[null]}""", 404)]
    [InlineData("""{"reason":"x","cursor":"y"}""", 400)]
    public async Task WhatMakesNoSense_IsRefused(string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        (await _product.AskAsync(HttpMethod.Post, Replay, content)).Status.ShouldBe(status);
    }

    private static string New(string user) =>
        $$$"""{"access_device":{"ip":"198.51.100.25"},"application":{"key":"new format","name":"Mail"},"event_type":"authentication","factor":"duo_push","reason":"user_approved","result":"success","timestamp":1795500000,"txid":"tx-{{{user}}}","user":{"name":"{{{user}}}"}}""";

    private async Task<(int Letters, int Replayed, int StillMalformed, int AlreadyReplayed)> ReplayAsync(object request)
    {
        var (status, body) = await _product.AskAsync(HttpMethod.Post, Replay, request);
        status.ShouldBe(200, body.ToString());
        return (Number("letters"), Number("replayed"), Number("stillMalformed"), Number("alreadyReplayed"));

        int Number(string name) => body!.Value.GetProperty(name).GetInt32();
    }

    private async Task<(long Records, long Parsed, long Malformed, long Replayed, long Events)> FunnelAsync()
    {
        await _product.SettleAsync();
        var funnel = await _product.GetAsync("/api/v1/clients/demo/funnel");
        return (Number("records"), Number("parsed"), Number("malformed"), Number("replayed"), Number("events"));

        long Number(string name) => funnel.GetProperty(name).GetInt64();
    }
}

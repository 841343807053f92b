using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Tests.Api;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response;
using Soc.Response.Connectors.Feed;
using Soc.Response.Feeds;

namespace Soc.Gateway.Tests.Feeds;

/// <summary>From the connector to what a firewall reads.</summary>
public sealed class FeedTests(FeedProduct product) : IClassFixture<FeedProduct>
{
    private const string Address = "203.0.113.7";
    private const int VisibleWithinMs = 2_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ProductHost Host => product.Host;

    [Fact]
    public async Task ABlock_IsSeenByAPollingFirewall_InTime_AndSoIsItsEnd()
    {
        var key = await NewFeedAsync("quick");
        var connector = Connector();
        (await TextAsync("/feeds/quick/paloalto/ip.txt", key)).ShouldBe("");
        var waits = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            var order = Order("quick", $"op-{i}", $"198.51.100.{i}");
            waits.Add(await SeenAsync(async () => (await connector.ApplyAsync(order, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed), order.Target.Value, true));
            var applied = new ContainmentOutcome { Kind = ContainmentOutcomeKind.Confirmed, Reason = "" };
            waits.Add(await SeenAsync(async () => await connector.RevertAsync(order, applied, Cancel), order.Target.Value, false));
        }

        waits.Max().ShouldBeLessThan(VisibleWithinMs, string.Join(", ", waits));

        async Task<long> SeenAsync(Func<Task> act, string address, bool isThere)
        {
            await act();
            var watch = Stopwatch.StartNew();
            while ((await TextAsync("/feeds/quick/paloalto/ip.txt", key)).Contains(address, StringComparison.Ordinal) != isThere)
            {
                watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            }

            return watch.ElapsedMilliseconds;
        }
    }

    [Fact]
    public async Task ADocument_HasAStrongTag_304_Head_AndGzip()
    {
        var key = await NewFeedAsync("tagged");
        for (var i = 0; i < 20; i++)
        {
            await Connector().ApplyAsync(Order("tagged", $"op-{i}", $"198.51.100.{i}"), Cancel);
        }

        const string Path = "/feeds/tagged/paloalto/ip.txt";
        using var plain = await GetAsync(Path, key);
        var (tag, text) = (plain.Headers.ETag!, await plain.Content.ReadAsStringAsync(Cancel));
        (tag.IsWeak, plain.Content.Headers.ContentType!.ToString()).ShouldBe((false, "text/plain; charset=utf-8"));
        text.Split('\n').Length.ShouldBe(21);

        using var packed = await GetAsync(Path, key, ("Accept-Encoding", "gzip"));
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        string.Equals(packed.Headers.ETag!.Tag, tag.Tag, StringComparison.Ordinal).ShouldBeFalse("the bytes are others");
        await using (var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress))
        {
            using var reader = new StreamReader(unpacked);
            (await reader.ReadToEndAsync(Cancel)).ShouldBe(text);
        }

        foreach (var known in new[] { tag.Tag, packed.Headers.ETag!.Tag, $"\"other\", {tag.Tag}", "*" })
        {
            using var unchanged = await GetAsync(Path, key, ("If-None-Match", known));
            ((int)unchanged.StatusCode, unchanged.Headers.ETag!.Tag).ShouldBe((304, tag.Tag));
        }

        using var head = await Host.SendAsync(HttpMethod.Head, Path, null, key);
        ((int)head.StatusCode, head.Headers.ETag!.Tag, head.Content.Headers.ContentLength).ShouldBe((200, tag.Tag, Encoding.UTF8.GetByteCount(text)));
        (await head.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();

        await Connector().RevertAsync(Order("tagged", "op-3", "198.51.100.3"), new ContainmentOutcome { Kind = ContainmentOutcomeKind.Confirmed, Reason = "" }, Cancel);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        for (var status = 304; status == 304;)
        {
            using var changed = await GetAsync(Path, key, ("If-None-Match", tag.Tag));
            status = (int)changed.StatusCode;
            patience.Token.IsCancellationRequested.ShouldBeFalse("the tag changes with the bytes");
        }
    }

    [Fact]
    public async Task ACredential_MayBeSaidInEveryVendorsWay_AndIsOfOneClientOnly()
    {
        var key = await NewFeedAsync("mine");
        await NewFeedAsync("theirs");
        const string Mine = "/feeds/mine/checkpoint/objects.json";
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"firewall:{key}"));
        foreach (var (name, value) in new[] { ("Authorization", $"Bearer {key}"), ("Authorization", $"Basic {basic}"), ("X-Api-Key", key) })
        {
            (await StatusAsync(Mine, (name, value))).ShouldBe(200, name);
            (await StatusAsync("/feeds/theirs/checkpoint/objects.json", (name, value))).ShouldBe(404, name);
            (await StatusAsync("/feeds/no-such-client/checkpoint/objects.json", (name, value))).ShouldBe(404, name);
        }

        foreach (var (name, value) in new[] { ("Authorization", "Basic %%%"), ("Authorization", "Basic Zm9v"), ("Authorization", $"Digest {key}"), ("X-Api-Key", ProductHost.HecToken), ("X-Api-Key", key + "x") })
        {
            (await StatusAsync(Mine, (name, value))).ShouldBe(401, $"{name}: {value}");
        }

        using var anonymous = await Host.SendAsync(HttpMethod.Get, Mine, null, key: null);
        ((int)anonymous.StatusCode).ShouldBe(401);
        anonymous.Headers.WwwAuthenticate.Select(h => h.Scheme).ShouldBe(["Basic", "Bearer"]);
        (await Host.AskAsync(HttpMethod.Get, "/api/v1/clients/mine", null, key)).Status.ShouldBe(401, "a firewall's credential opens nothing else");
        (await Host.AskAsync(HttpMethod.Post, "/api/v1/clients/mine/tokens", new { kind = "feed", scopes = new[] { "read" } })).Status.ShouldBe(422);
        (await StatusAsync(Mine, ("Authorization", $"Bearer {ProductHost.AdminKey}"))).ShouldBe(200);

        var id = (await Host.GetAsync("/api/v1/clients/mine/tokens")).GetProperty("items").EnumerateArray().Single(t => t.GetProperty("kind").GetString() == "feed").GetProperty("id").GetString();
        (await Host.AskAsync(HttpMethod.Delete, $"/api/v1/clients/mine/tokens/{id}")).Status.ShouldBe(204);
        (await StatusAsync(Mine, ("X-Api-Key", key))).ShouldBe(401);
    }

    [Fact]
    public async Task AListThatCannotBeRead_Is503_ForEveryFeed_AndNeverEmpty()
    {
        var key = await NewFeedAsync(FeedProduct.Dark);
        var paths = FeedFormats.All.Select(f => f.Path).Append("crowdsec/v1/decisions/stream?startup=true").Append($"taxii2/root/collections/{Taxii.CollectionOf(FeedProduct.Dark)}/objects/");
        foreach (var path in paths)
        {
            using var answer = await GetAsync($"/feeds/{FeedProduct.Dark}/{path}", key);
            ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta).ShouldBe((503, TimeSpan.FromSeconds(5)), path);
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Keep the copy that you have");
        }

        (await TextAsync("/metrics", null)).ShouldContain("soc_feed_polls_total{");
        var health = await Host.AskAsync(HttpMethod.Get, "/health/ready", null, null);
        health.Body!.Value.ToString().ShouldContain("Block lists cannot be read");
    }

    [Fact]
    public async Task ABouncer_GetsNewAndGoneOnce_AndWhatItAsksWronglyInWords()
    {
        const string Stream = "/feeds/bounced/crowdsec/v1/decisions/stream";
        var key = await NewFeedAsync("bounced");
        var order = Order("bounced", "op-1", Address);
        await Connector().ApplyAsync(order, Cancel);
        (await ValuesAsync("?startup=true", "new")).ShouldBe([Address]);
        (await ValuesAsync("?startup=false", "new")).ShouldBeEmpty();
        await Connector().RevertAsync(order, new ContainmentOutcome { Kind = ContainmentOutcomeKind.Confirmed, Reason = "" }, Cancel);
        var deleted = new List<string>();
        for (var watch = Stopwatch.StartNew(); deleted.Count == 0 && watch.ElapsedMilliseconds < 10_000;)
        {
            deleted.AddRange(await ValuesAsync("?startup=false&scopes=ip,range", "deleted"));
        }

        deleted.ShouldBe([Address]);
        (await ValuesAsync("", "deleted")).ShouldBeEmpty();
        (await Host.AskAsync(HttpMethod.Get, $"{Stream}?startup=maybe", null, key)).Status.ShouldBe(400);

        async Task<List<string>> ValuesAsync(string query, string member)
        {
            using var document = JsonDocument.Parse(await TextAsync(Stream + query, key));
            return [.. document.RootElement.GetProperty(member).EnumerateArray().Select(d => d.GetProperty("value").GetString()!)];
        }
    }

    [Fact]
    public async Task ATaxiiClient_FindsItsWay_FromDiscoveryToObjects()
    {
        var key = await NewFeedAsync("shared");
        await Connector().ApplyAsync(Order("shared", "op-1", Address), Cancel);
        await Connector().ApplyAsync(Order("shared", "op-2", "198.51.100.9"), Cancel);
        var discovery = await Host.GetAsync("/feeds/shared/taxii2/", key);
        var root = new Uri(discovery.GetProperty("default").GetString()!).AbsolutePath;
        (await Host.GetAsync(root, key)).GetProperty("versions")[0].GetString().ShouldBe(Taxii.ContentType);
        var collection = (await Host.GetAsync($"{root}collections/", key)).GetProperty("collections")[0].GetProperty("id").GetString();
        (await Host.GetAsync($"{root}collections/{collection}/", key)).GetProperty("can_read").GetBoolean().ShouldBeTrue();
        var objects = $"{root}collections/{collection}/objects/";
        using var page = await GetAsync($"{objects}?limit=1", key);
        page.Content.Headers.ContentType.ShouldBe(System.Net.Http.Headers.MediaTypeHeaderValue.Parse(Taxii.ContentType));
        using var envelope = JsonDocument.Parse(await page.Content.ReadAsStringAsync(Cancel));
        var next = envelope.RootElement.GetProperty("next").GetString();
        var last = await Host.GetAsync($"{objects}?limit=1&next={next}", key);
        last.GetProperty("objects")[0].GetProperty("name").GetString().ShouldBe("198.51.100.9");
        last.GetProperty("more").GetBoolean().ShouldBeFalse();
        var added = page.Headers.GetValues("X-TAXII-Date-Added-Last").Single();
        (await Host.GetAsync($"{objects}?added_after={added}", key)).GetProperty("objects").GetArrayLength().ShouldBe(1);
        foreach (var wrong in new[] { "limit=0", "limit=x", "next=x", "added_after=yesterday", $"match[id]={string.Join(',', Enumerable.Repeat("x", 101))}" })
        {
            (await Host.AskAsync(HttpMethod.Get, $"{objects}?{wrong}", null, key)).Status.ShouldBe(400, wrong);
        }

        (await Host.AskAsync(HttpMethod.Get, $"{root}collections/{Taxii.CollectionOf("mine")}/objects/", null, key)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task AnAnalyst_SeesWhetherTheFirewallHasTakenIt()
    {
        var key = await NewFeedAsync("watched");
        await TextAsync("/feeds/watched/fortigate/ip.txt", key);
        await Connector().ApplyAsync(Order("watched", "op-1", Address), Cancel);
        var before = await FeedAsync("fortigate_ip");
        (before.GetProperty("entries").GetInt32(), before.GetProperty("path").GetString()).ShouldBe((1, "/feeds/watched/fortigate/ip.txt"));
        var poll = before.GetProperty("polls").EnumerateArray().ShouldHaveSingleItem();
        (poll.GetProperty("address").GetString(), poll.GetProperty("entries").GetInt32(), poll.GetProperty("behind").GetInt32()).ShouldBe(("127.0.0.1", 0, 1));
        for (var watch = Stopwatch.StartNew(); poll.GetProperty("behind").GetInt32() != 0 && watch.ElapsedMilliseconds < 10_000;)
        {
            await TextAsync("/feeds/watched/fortigate/ip.txt", key);
            poll = (await FeedAsync("fortigate_ip")).GetProperty("polls").EnumerateArray().ShouldHaveSingleItem();
        }

        (poll.GetProperty("entries").GetInt32(), poll.GetProperty("behind").GetInt32()).ShouldBe((1, 0));
        (await FeedAsync("crowdsec")).GetProperty("polls").GetArrayLength().ShouldBe(0);

        async Task<JsonElement> FeedAsync(string name) =>
            (await Host.GetAsync("/api/v1/clients/watched/feeds")).GetProperty("feeds").EnumerateArray().Single(f => f.GetProperty("feed").GetString() == name);
    }

    private static ContainmentOrder Order(string client, string operation, string address) => new()
    {
        OperationId = operation,
        Client = client,
        Action = ContainmentAction.BlockAddress,
        Target = new ContainmentTarget { Kind = EntityKind.Address, Value = address, Ip = address },
        UntilMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 3_600_000,
        Reason = "Beacon to a listed address.",
    };

    private IContainmentConnector Connector() =>
        new FeedConnectorType().Create(default, new ConnectorContext(() => new HttpClientHandler(), TimeProvider.System) { BlockLists = Host.Services.GetRequiredService<IBlockLists>() });

    private async Task<string> NewFeedAsync(string client)
    {
        await Host.NewClientAsync(client, "read");
        var (status, body) = await Host.AskAsync(HttpMethod.Post, $"/api/v1/clients/{client}/tokens", new { kind = "feed" });
        status.ShouldBe(201, body.ToString());
        return body!.Value.GetProperty("secret").GetString()!;
    }

    private Task<HttpResponseMessage> GetAsync(string path, string? key, params (string Name, string Value)[] headers) => Host.SendAsync(HttpMethod.Get, path, null, key, headers);

    private async Task<string> TextAsync(string path, string? key)
    {
        using var answer = await GetAsync(path, key);
        ((int)answer.StatusCode).ShouldBe(200, path);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<int> StatusAsync(string path, (string Name, string Value) header)
    {
        using var answer = await GetAsync(path, null, header);
        return (int)answer.StatusCode;
    }
}

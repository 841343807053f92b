using System.IO.Compression;
using System.Net;
using System.Text;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Ingest;
using Soc.Gateway.Tests.Fakes;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Hec;

public sealed class HecReplyTests : IAsyncLifetime
{
    private const string Collector = "/services/collector";
    private HecHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await HecHost.StartAsync(("Soc:Ingest:MaxDecompressedBytes", "1000000"), ("Soc:Ingest:MaxBodyBytes", "1000000"), ("Soc:Ingest:MaxRecordBytes", "10000"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/event")]
    [InlineData("/event/1.0")]
    public async Task Every_event_route_takes_events(string route)
    {
        var (status, body) = await _host.PostAsync(Collector + route, """{"event":"anna one"}""");
        status.ShouldBe(200);
        body.GetProperty("text").GetString().ShouldBe("Success");
        body.GetProperty("code").GetInt32().ShouldBe(0);
        body.TryGetProperty("ackId", out _).ShouldBeFalse();
        _host.Log.Events.ShouldHaveSingleItem().Client.ShouldBe("demo");
    }

    [Theory]
    [InlineData("/raw")]
    [InlineData("/raw/1.0")]
    public async Task Raw_is_split_by_lines(string route)
    {
        var (status, _) = await _host.PostAsync(Collector + route + "?sourcetype=a:b&host=fw1&source=x", "anna one\r\n\n  \nben two");
        status.ShouldBe(200);
        _host.Log.Events.Select(e => (e.Message, e.SourceKind, e.Reporter)).ShouldBe([("anna one", "a:b", "fw1"), ("ben two", "a:b", "fw1")]);
    }

    [Theory]
    [InlineData(null, 401, 2)]
    [InlineData("Splunk", 401, 2)]
    [InlineData("Splunk a b", 401, 3)]
    [InlineData("Digest abc", 401, 3)]
    [InlineData("Basic !!!", 401, 3)]
    [InlineData("Basic bm9jb2xvbg==", 401, 3)]
    [InlineData("Splunk wrong", 403, 4)]
    [InlineData("Splunk an-admin-key-of-a-test", 403, 4)]
    public async Task Who_may_not_is_told_why(string? authorization, int status, int code)
    {
        foreach (var route in new[] { "", "/raw", "/ack?channel=c" })
        {
            var reply = await _host.PostAsync(Collector + route, """{"event":"anna one"}""", authorization);
            (reply.Status, reply.Body.GetProperty("code").GetInt32()).ShouldBe((status, code));
        }

        _host.Log.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("splunk " + HecHost.Token)]
    [InlineData("Bearer " + HecHost.Token)]
    public async Task Schemes_of_shippers_are_known(string authorization) =>
        (await _host.PostAsync(Collector, """{"event":"anna one"}""", authorization)).Status.ShouldBe(200);

    [Fact]
    public async Task Basic_carries_the_token_as_password()
    {
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("x:" + HecHost.Token));
        (await _host.PostAsync(Collector, """{"event":"anna one"}""", basic)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_disabled_token_is_refused_as_such()
    {
        var issued = await _host.Credentials.IssueAsync("hec", "demo", [], expires: null, TestContext.Current.CancellationToken);
        await _host.Credentials.DisableAsync(issued.Token.Id, TestContext.Current.CancellationToken);
        var (status, body) = await _host.PostAsync(Collector, """{"event":"anna one"}""", "Splunk " + issued.Secret);
        (status, body.GetProperty("code").GetInt32()).ShouldBe((403, 1));
    }

    [Fact]
    public async Task A_token_of_a_client_that_does_not_exist_takes_nothing()
    {
        var issued = await _host.Credentials.IssueAsync("hec", "gone", [], expires: null, TestContext.Current.CancellationToken);
        var (status, body) = await _host.PostAsync(Collector, """{"event":"anna one"}""", "Splunk " + issued.Secret);
        (status, body.GetProperty("code").GetInt32()).ShouldBe((403, 4));
        _host.Log.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 5, null)]
    [InlineData("   \n", 5, null)]
    [InlineData("not json", 6, 0)]
    [InlineData("[1]", 6, 0)]
    [InlineData("{\"event\":\"anna one\"}{\"event\":", 6, 1)]
    [InlineData("{\"event\":\"anna one\"} {\"host\":\"h\"}", 12, 1)]
    [InlineData("{\"event\":null}", 12, 0)]
    [InlineData("{\"event\":\"\"}", 13, 0)]
    [InlineData("{\"event\":\"  \"}{\"event\":\"anna one\"}", 13, 0)]
    public async Task Bad_bodies_are_told_where(string sent, int code, int? number)
    {
        var (status, body) = await _host.PostAsync(Collector, sent);
        status.ShouldBe(400);
        body.GetProperty("code").GetInt32().ShouldBe(code);
        (body.TryGetProperty("invalid-event-number", out var at) ? at.GetInt32() : (int?)null).ShouldBe(number);
        _host.Log.Events.Count.ShouldBe(sent.Contains("anna", StringComparison.Ordinal) ? 1 : 0);
        _host.DeadLetters.Letters.Count.ShouldBe(number is null ? 0 : 1);
    }

    [Fact]
    public async Task Depth_beyond_reason_is_a_format_error()
    {
        var (status, body) = await _host.PostAsync(Collector, """{"event":""" + new string('[', 5_000));
        (status, body.GetProperty("code").GetInt32()).ShouldBe((400, 6));
    }

    [Fact]
    public async Task A_mis_encoded_event_costs_only_itself()
    {
        byte[] bad = [.. "{\"event\":\"anna \\n "u8, 0xff, 0xc3, .. "\"}{\"event\":\"ben \\ud800 x\"}{\"event\":\"carl three\"}"u8];
        (await _host.PostAsync(Collector, new ByteArrayContent(bad))).Status.ShouldBe(200);
        _host.Log.Events.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Times_hosts_and_objects_come_through()
    {
        var sent = """{"time":1772441999.5,"host":"h","sourcetype":"s","index":"main","source":"x","fields":{"a":[1,{"b":2}]},"event":{"user":"anna","n":1}} {"time":"1772441998","event":"a \"b\" \u00e9"}{"time":"soon","event":"c d"}{"event":12}""";
        (await _host.PostAsync(Collector, sent)).Status.ShouldBe(200);
        var events = _host.Log.Events;
        events.Select(e => e.Message).ShouldBe(["""{"user":"anna","n":1}""", "a \"b\" é", "c d", "12"]);
        events[0].TimeMs.ShouldBe(1_772_441_999_500);
        events[1].TimeMs.ShouldBe(1_772_441_998_000);
        (events[0].SourceKind, events[0].Reporter).ShouldBe(("s", "h"));
        events[2].TimeMs.ShouldBe(events[2].ReceivedMs);
    }

    [Fact]
    public async Task Busy_is_503_with_code_9_and_a_full_disk_says_so()
    {
        _host.Log.Failures.Enqueue(new EventLogBusyException("x"));
        _host.Log.Failures.Enqueue(new EventLogUnavailableException("no space left"));
        var busy = await _host.PostAsync(Collector, """{"event":"anna one"}""");
        (busy.Status, busy.Body.GetProperty("code").GetInt32()).ShouldBe((503, 9));
        var full = await _host.PostAsync(Collector, """{"event":"anna one"}""");
        (full.Status, full.Body.GetProperty("code").GetInt32()).ShouldBe((503, 9));
        full.Body.GetProperty("text").GetString()!.ShouldContain("no space left");
        _host.Log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_oversized_event_costs_only_itself()
    {
        var (status, _) = await _host.PostAsync(Collector + "/raw", "anna one\n" + new string('x', 20_000) + "\nben two");
        status.ShouldBe(200);
        _host.Log.Events.Count.ShouldBe(2);
        _host.DeadLetters.Letters.ShouldHaveSingleItem().Reason.ShouldBe(IngestReasons.Oversized);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Too_long_is_413_with_a_length_and_in_chunks(bool chunked)
    {
        HttpContent content = chunked
            ? new StreamContent(new MemoryStream(new byte[2_000_000]))
            : new ByteArrayContent(new byte[2_000_000]);
        (await _host.PostAsync(Collector, content, http: chunked ? _host.Http2 : _host.Http)).Status.ShouldBe(413);
    }

    [Fact]
    public async Task A_gzip_bomb_is_413_and_a_broken_one_400()
    {
        var bomb = Gzip(new byte[50_000_000]);
        bomb.Length.ShouldBeLessThan(1_000_000);
        (await _host.PostAsync(Collector, Packed(bomb))).Status.ShouldBe(413);

        var lines = Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 2_000).Select(i => $"user{i * 7919 % 1009} {i}"))));
        (await _host.PostAsync(Collector + "/raw", Packed(lines[..^10]))).Status.ShouldBe(400);
        (await _host.PostAsync(Collector + "/raw", Packed([1, 2, 3]))).Status.ShouldBe(400);
        _host.Log.Entries.ShouldBeEmpty();
        (await _host.PostAsync(Collector + "/raw", Packed(lines))).Status.ShouldBe(200);
        _host.Log.Events.Count.ShouldBe(2_000);
    }

    [Fact]
    public async Task Http2_and_chunks_bring_the_whole_body()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3_000).Select(i => $$"""{"event":"user {{i}}"}""")));
        (await _host.PostAsync(Collector, new PushContent(body), http: _host.Http)).Status.ShouldBe(200);
        (await _host.PostAsync(Collector, new PushContent(body), http: _host.Http2)).Status.ShouldBe(200);
        _host.Log.Events.Count.ShouldBe(6_000);
    }

    [Fact]
    public async Task Acks_are_counted_by_channel_and_known_after_the_append()
    {
        var first = await _host.PostAsync(Collector + "?channel=8c3e0b5e-0000-4000-8000-000000000001", """{"event":"anna one"}""");
        first.Body.GetProperty("ackId").GetInt32().ShouldBe(0);
        using var request = new HttpRequestMessage(HttpMethod.Post, Collector + "/raw") { Content = new StringContent("ben two") };
        request.Headers.TryAddWithoutValidation("Authorization", "Splunk " + HecHost.Token);
        request.Headers.Add("X-Splunk-Request-Channel", "8c3e0b5e-0000-4000-8000-000000000001");
        using var second = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        (await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"ackId\":1");

        var acks = await _host.PostAsync(Collector + "/ack?channel=8c3e0b5e-0000-4000-8000-000000000001", """{"acks":[0,1,2,-1]}""");
        acks.Body.GetProperty("acks").ToString().ShouldBe("""{"0":true,"1":true,"2":false,"-1":false}""");
        var other = await _host.PostAsync(Collector + "/ack?channel=other", """{"acks":[0]}""");
        other.Body.GetProperty("acks").ToString().ShouldBe("""{"0":false}""");
        (await _host.PostAsync(Collector + "/ack", """{"acks":[0]}""")).Body.GetProperty("code").GetInt32().ShouldBe(10);
        (await _host.PostAsync(Collector + "/ack?channel=a%20b", """{"acks":[0]}""")).Body.GetProperty("code").GetInt32().ShouldBe(11);
        (await _host.PostAsync(Collector + "/ack?channel=c", """{"acks":["x"]}""")).Body.GetProperty("code").GetInt32().ShouldBe(6);
        (await _host.PostAsync(Collector + "/ack?channel=c", """{"\ud800":1,"acks":"x"}""")).Body.GetProperty("code").GetInt32().ShouldBe(6);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/1.0")]
    public async Task Health_needs_no_token(string route)
    {
        var text = await _host.Http.GetStringAsync(Collector + route, TestContext.Current.CancellationToken);
        text.ShouldBe("""{"text":"HEC is healthy","code":17}""");
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    private static ByteArrayContent Packed(byte[] gzip)
    {
        var content = new ByteArrayContent(gzip);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>A body without a length, sent in pieces.</summary>
    private sealed class PushContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var piece in body.Chunk(1_000))
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

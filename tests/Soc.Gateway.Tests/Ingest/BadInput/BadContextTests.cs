using System.Globalization;
using System.Text.Json;
using Shouldly;
using Soc.Gateway.Ingest.Syslog;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Ingest.BadInput;

/// <summary>Lines that are well-formed, and whose times, addresses, names or repetition are not what one expects.</summary>
[Collection(ProductCollection.Name)]
public sealed class BadContextTests(SharedProduct shared)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private RunningProduct Product => shared.Product;

    [Fact]
    public async Task TimesInTheFuture_AreNotBelieved_AndCounted()
    {
        var (client, token) = await Product.NewClientAsync();
        var body = $"{Duo("anna", Now.AddDays(400))}\n{Duo("anna", Now)}\n{Duo("anna", Now.AddMinutes(2))}";
        (await Product.HecAsync("raw?sourcetype=duo", body, token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 3)).Events.ShouldBe(3);
        var rows = (await Product.FunnelAsync(client)).GetProperty("bySource").EnumerateArray().ToArray();
        rows.Single(r => r.GetProperty("reason").GetString() == "future_time").GetProperty("records").GetInt64().ShouldBe(1);
        var view = await Product.EntityAsync(client, "user", "anna");
        view.GetProperty("lastSeen").GetDateTimeOffset().ShouldBeLessThan(Now.AddMinutes(10), "a wrong clock does not move a baseline into the future");
    }

    [Fact]
    public async Task TimesThreeWeeksOld_AreHandled_AndNobodyIsWoken()
    {
        var (client, token) = await Product.NewClientAsync();
        var then = Now.AddDays(-21);
        var body = string.Join('\n', Enumerable.Range(0, 6).Select(i => Lines.Duo("mara", "203.0.113.7", $"tx-{i}", then.AddSeconds(i * 20).ToUnixTimeSeconds(), isSuccess: i == 5)));
        (await Product.HecAsync("raw?sourcetype=duo", body, token)).ShouldBe((200, 0));
        await Product.CountedAsync(client, 6);
        var view = await Product.EntityAsync(client, "user", "mara");
        view.GetProperty("firstSeen").GetDateTimeOffset().ShouldBe(then, TimeSpan.FromSeconds(1));
        (await Product.FiresAsync(client, "mfa_fatigue")).GetProperty("late").GetBoolean().ShouldBeTrue();
        var fatigue = (await Product.IncidentsAsync(client)).Single(i => i.GetProperty("signals").EnumerateArray().Any(s => s.GetProperty("detector").GetString() == "mfa_fatigue"));
        fatigue.GetProperty("escalation").GetProperty("late").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task NoAddress_IsAnEventAllTheSame()
    {
        var (client, token) = await Product.NewClientAsync();
        (await Product.HecAsync("raw?sourcetype=duo", Lines.Duo("anna", "", "tx-1", Now.ToUnixTimeSeconds()), token)).ShouldBe((200, 0));
        (await Product.HecAsync("raw?sourcetype=duo", Lines.Duo("anna", "not an address", "tx-2", Now.ToUnixTimeSeconds()), token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 2)).ShouldBe(new Counts(2, 2, 0, 0, 2));
        (await Product.EntityAsync(client, "user", "anna")).GetProperty("eventCount").GetInt64().ShouldBe(2);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("192.168.178.20", "192.168.178.20")]
    [InlineData("2001:db8::1:0:7", "2001:db8::1:0:7")]
    [InlineData("2001:0DB8:0000:0000:0001:0000:0000:0007", "2001:db8::1:0:0:7")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.77")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    public async Task PrivateAddress_IPv6_AndIPv4Mapped_AreOneAddressEach(string written, string canonical)
    {
        var (client, token) = await Product.NewClientAsync();
        var lines = string.Join('\n', Enumerable.Range(0, 12).Select(i => Lines.Sshd("root", i % 2 == 0 ? written : canonical, Now.AddSeconds(i - 20), 5000 + i)));
        (await Product.HecAsync("raw?sourcetype=syslog", lines, token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 12)).ShouldBe(new Counts(12, 12, 0, 0, 12));
        (await Product.EntityAsync(client, "address", canonical)).GetProperty("eventCount").GetInt64().ShouldBe(12);
        await Product.FiresAsync(client, "brute_force_source");
    }

    [Theory]
    [InlineData("Anna Lind")]
    [InlineData(@"CORP\anna")]
    [InlineData(@"CORP\\\\anna")]
    [InlineData("an\"na")]
    [InlineData("o'brien")]
    [InlineData("Jörg Müller-Lüdenscheidt")]
    [InlineData("山田太郎")]
    [InlineData("Ольга@example.com")]
    [InlineData("a?c#d&f=g")]
    [InlineData("🦊")]
    public async Task NamesWithSpaces_Backslashes_Quotes_NonAscii_AreFoundByTheApi(string name)
    {
        var (client, token) = await Product.NewClientAsync();
        (await Product.HecAsync("raw?sourcetype=duo", $"{Lines.Duo(name, "203.0.113.1", "tx-1", Now.ToUnixTimeSeconds())}\n{Lines.Duo(name, "203.0.113.1", "tx-2", Now.ToUnixTimeSeconds())}", token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 2)).ShouldBe(new Counts(2, 2, 0, 0, 2));
        (await Product.EntityAsync(client, "user", name)).GetProperty("eventCount").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task TheSameBatchTwice_IsCountedTwice_AndAppliedOnce()
    {
        var (client, token) = await Product.NewClientAsync();
        var body = string.Join('\n', Enumerable.Range(0, 6).Select(i => Lines.Duo("mara", "203.0.113.7", $"tx-{i}", Now.AddSeconds((i * 20) - 200).ToUnixTimeSeconds(), isSuccess: i == 5)));
        await Product.HecAsync("raw?sourcetype=duo", body, token);
        await Product.CountedAsync(client, 6);
        await Product.FiresAsync(client, "mfa_fatigue");
        var before = (await Product.IncidentsAsync(client)).Select(Shape).ToArray();
        (await Product.HecAsync("raw?sourcetype=duo", body, token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 12)).Records.ShouldBe(12);
        (await Product.EntityAsync(client, "user", "mara")).GetProperty("eventCount").GetInt64().ShouldBe(6);
        (await Product.IncidentsAsync(client)).Select(Shape).ShouldBe(before);

        static string Shape(JsonElement incident) => string.Create(CultureInfo.InvariantCulture, $"{incident.GetProperty("id")} {incident.GetProperty("signalCount")} {incident.GetProperty("score")}");
    }

    [Fact]
    public async Task AClientThatDoesNotExist_GetsNoToken_AndNoEntry()
    {
        using var token = await Product.ApiAsync(HttpMethod.Post, "/api/v1/clients/nobody/tokens", """{"kind":"hec"}""");
        ((int)token.StatusCode).ShouldBe(404);
        (await Product.HecAsync("raw", "line", "a-token-that-nobody-issued")).ShouldBe((403, 4));
        using var funnel = await Product.ApiAsync(HttpMethod.Get, "/api/v1/clients/nobody/funnel");
        ((int)funnel.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task AClientThatDoesNotExist_BehindASyslogListener_IsSaidInHealthAndMetrics()
    {
        await using var product = await RunningProduct.StartAsync(
            ("Soc:Syslog:Listeners:0:Protocol", "Tcp"), ("Soc:Syslog:Listeners:0:Client", "nobody"),
            ("Soc:Syslog:Listeners:1:Protocol", "Udp"), ("Soc:Syslog:Listeners:1:Client", "nobody"));
        await product.TcpAsync(Lines.Utf8(Lines.Sshd("anna", "203.0.113.1", Now) + "\n"));
        await product.UdpAsync(Lines.Utf8(Lines.Sshd("anna", "203.0.113.1", Now)));
        await RunningProduct.UntilAsync(
            async () => (await product.ProblemsAsync()).Any(p => p.StartsWith("2 syslog messages are for a client that does not exist: make it", StringComparison.Ordinal)),
            () => "health does not say it");
        await product.MetricsSayAsync("reason=\"unknown_client\"");
    }

    [Fact]
    public async Task SendersWithoutAClient_AreSaidInHealthAndMetrics()
    {
        await using var product = await RunningProduct.StartAsync(
            ("Soc:Syslog:Listeners:0:Protocol", "Udp"), ("Soc:Syslog:Listeners:0:Senders:0:Address", "2001:db8::/32"), ("Soc:Syslog:Listeners:0:Senders:0:Client", "demo"));
        await product.UdpAsync("<13>hello"u8.ToArray(), "<13>hello"u8.ToArray());
        await RunningProduct.UntilAsync(
            async () => (await product.ProblemsAsync()).Any(p => p.Contains("senders that no listener gives a client", StringComparison.Ordinal)),
            () => "health does not say it");
        await product.MetricsSayAsync("reason=\"unknown_sender\"");
    }

    [Fact]
    public async Task GzipBombs_AreRefusedAfterTheCap_AndTheNextRequestIsServed()
    {
        var (client, token) = await Product.NewClientAsync();
        var bomb = RunningProduct.Gzip(new byte[100_000_000]);
        bomb.Length.ShouldBeLessThan(2_000_000);
        (await Product.HecAsync("raw", bomb, token, isGzip: true)).ShouldBe((413, 27));
        byte[] members = [.. Enumerable.Range(0, 40).SelectMany(_ => RunningProduct.Gzip(new byte[100_000]))];
        (await Product.HecAsync("event", members, token, isGzip: true)).ShouldBe((413, 27));
        (await Product.HecAsync("raw", [0x1f, 0x8b, 8, 0, 0, 0], token, isGzip: true)).ShouldBe((400, 6));
        (await Product.HecAsync("raw?sourcetype=duo", RunningProduct.Gzip(Lines.Utf8(Duo("anna", Now))), token, isGzip: true)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 1)).ShouldBe(new Counts(1, 1, 0, 0, 1));
    }

    private static string Duo(string user, DateTimeOffset at) => Lines.Duo(user, "203.0.113.1", "tx-" + at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), at.ToUnixTimeSeconds());
}

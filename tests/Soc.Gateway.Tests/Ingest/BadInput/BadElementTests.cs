using Shouldly;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Ingest.BadInput;

/// <summary>A bad element of an otherwise good record costs only itself, and is told with its reason and its own bytes.</summary>
[Collection(ProductCollection.Name)]
public sealed class BadElementTests(SharedProduct shared)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private RunningProduct Product => shared.Product;

    [Theory]
    [InlineData("""{"records":[GOOD1,BAD,GOOD2]}""")]
    [InlineData("[GOOD1,BAD,GOOD2]")]
    [InlineData("GOOD1\nBAD\nGOOD2")]
    [InlineData("GOOD1 BAD GOOD2")]
    public async Task OfAnEnvelope_AnArray_OrNdjson_InOneEvent(string form)
    {
        foreach (var (bad, reason) in Bad)
        {
            var (client, token) = await Product.NewClientAsync();
            (await Product.HecAsync("event", Envelope(Fill(form, bad)), token)).ShouldBe((200, 0));
            (await Product.CountedAsync(client, 3)).ShouldBe(new Counts(Records: 3, Parsed: 2, Skipped: 0, Malformed: 1, Events: 2), $"{bad} in {form}");
            (await Product.DeadLettersAsync(client)).ShouldBe([(reason, bad, bad.Length)], $"{bad} in {form}");
        }
    }

    [Fact]
    public async Task OfRawLines()
    {
        var (client, token) = await Product.NewClientAsync();
        (await Product.HecAsync("raw?sourcetype=entra_signin", Fill("GOOD1\nBAD\nGOOD2", "{\"a\":nope}"), token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 3)).ShouldBe(new Counts(3, 2, 0, 1, 2));
        (await Product.DeadLettersAsync(client)).ShouldHaveSingleItem().Raw.ShouldBe("{\"a\":nope}");
    }

    [Fact]
    public async Task OfAnExportOverSeveralLines()
    {
        var (client, token) = await Product.NewClientAsync();
        (await Product.HecAsync("raw?sourcetype=entra_signin", Fill("[\n  GOOD1,\n  \"noise\",\n  GOOD2\n]\n", ""), token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 3)).ShouldBe(new Counts(3, 2, 0, 1, 2));
    }

    [Fact]
    public async Task OverSyslog()
    {
        var before = await Product.CountedAsync("demo", 0);
        var known = (await Product.DeadLettersAsync("demo")).Length;
        var message = Lines.Utf8("<134>1 2026-03-02T09:00:00Z relay entra - - - " + Fill("""{"records":[GOOD1,BAD,GOOD2]}""", "[\"of a list\",7]").Replace("\n", "", StringComparison.Ordinal));
        await Product.TcpAsync(Counted(message));
        var after = await Product.CountedAsync("demo", before.Records + 4);
        (after.Parsed - before.Parsed, after.Malformed - before.Malformed).ShouldBe((2, 2));
        (await Product.DeadLettersAsync("demo"))[known..].Select(l => (l.Reason, l.Raw)).ShouldBe([("json_not_object", "\"of a list\""), ("json_not_object", "7")]);
    }

    [Fact]
    public async Task AThousandOfThem_AreAllCounted()
    {
        var (client, token) = await Product.NewClientAsync();
        var many = string.Join(',', Enumerable.Repeat("1", 3_000));
        (await Product.HecAsync("event", Envelope(Fill("[GOOD1,BAD]", many)), token)).ShouldBe((200, 0));
        (await Product.CountedAsync(client, 3_001)).ShouldBe(new Counts(3_001, 1, 0, 3_000, 1));
    }

    [Fact]
    public async Task ABrokenEnvelope_CostsOnlyItsLine()
    {
        var (client, token) = await Product.NewClientAsync();
        var body = $"{Envelope(Good(1))}\n{{\"event\": oops}}\n{Envelope(Good(2))}\n";
        (await Product.HecAsync("event", body, token)).ShouldBe((400, 6));
        (await Product.CountedAsync(client, 3)).ShouldBe(new Counts(3, 2, 0, 1, 2));
        (await Product.DeadLettersAsync(client)).ShouldHaveSingleItem().Reason.ShouldBe("invalid_envelope");
    }

    /// <summary>What may stand in place of an element, and why it is refused.</summary>
    private static (string Bad, string Reason)[] Bad =>
    [
        ("7", "json_not_object"),
        ("\"text\"", "json_not_object"),
        ("""{"hello":"world"}""", "json_unknown_shape"),
        (Lines.Entra("anna@example.com", "x", Now).Replace($"{Now:yyyy}-", "soon-", StringComparison.Ordinal), "time_unreadable"),
        ("""{"time":nope,"category":"SignInLogs"}""", "json_invalid"),
        ("""{"category":"SignInLogs",}""", "json_invalid"),
    ];

    private static string Fill(string form, string bad) => form
        .Replace("GOOD1", Good(1), StringComparison.Ordinal)
        .Replace("GOOD2", Good(2), StringComparison.Ordinal)
        .Replace("BAD", bad, StringComparison.Ordinal);

    private static string Good(int number) => Lines.Entra($"good{number}@example.com", $"id-{number}", Now);

    private static string Envelope(string text) => $$"""{"sourcetype":"entra_signin","event":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""";

    private static byte[] Counted(byte[] message) => [.. Lines.Utf8($"{message.Length} "), .. message];
}

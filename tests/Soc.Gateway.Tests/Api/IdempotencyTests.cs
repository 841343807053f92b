using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Tests.Fakes;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Tests.Api;

/// <summary>A POST with an Idempotency-Key is done once.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Tokens = "/api/v1/clients/demo/tokens";

    private ProductHost _product = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _product = await ProductHost.StartAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task TheSameRequest_GetsTheFirstAnswerAgain_AndMakesNothing()
    {
        var first = await PostAsync(Tokens, new { kind = "hec" }, "a-key");
        first.Status.ShouldBe(201);
        first.Replayed.ShouldBeFalse();
        var again = await PostAsync(Tokens, new { kind = "hec" }, "\"a-key\"");
        again.ShouldBe((201, first.Body, true));
        (await PostAsync(Tokens, new { kind = "api" }, "a-key")).Status.ShouldBe(422);
        (await PostAsync(Tokens + "?x=1", new { kind = "hec" }, "a-key")).Status.ShouldBe(422);
        string.Equals((await PostAsync(Tokens, new { kind = "hec" }, "another-key")).Body, first.Body, StringComparison.Ordinal).ShouldBeFalse();
        (await TokenCountAsync()).ShouldBe(3);
        (await PostAsync(Tokens, new { kind = "hec" }, "with blank")).Status.ShouldBe(400);
        (await PostAsync(Tokens, new { kind = "hec" }, new string('k', 256))).Status.ShouldBe(400);
        (await TokenCountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task ARefusedRequest_LeavesItsKeyFree()
    {
        (await PostAsync(Tokens, new { kind = "ftp" }, "mended")).Status.ShouldBe(422);
        var made = await PostAsync(Tokens, new { kind = "hec" }, "mended");
        made.Status.ShouldBe(201);
        made.Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task WhileTheFirstRuns_TheSecondIsToldToWait()
    {
        var answers = new GatedAnswers();
        await using var product = await ProductHost.StartAsync(services => services.AddSingleton<IAnswerStore>(answers));
        var first = product.AskAsync(HttpMethod.Post, Tokens, new { kind = "hec" }, ProductHost.AdminKey, ("Idempotency-Key", "running"));
        await answers.Asked.WaitAsync(Cancel);
        using var second = await product.SendAsync(HttpMethod.Post, Tokens, new { kind = "hec" }, ProductHost.AdminKey, ("Idempotency-Key", "running"));
        ((int)second.StatusCode).ShouldBe(409);
        second.Headers.RetryAfter.ShouldNotBeNull();
        answers.Open();
        (await first).Status.ShouldBe(201);
        using var third = await product.SendAsync(HttpMethod.Post, Tokens, new { kind = "hec" }, ProductHost.AdminKey, ("Idempotency-Key", "running"));
        ((int)third.StatusCode).ShouldBe(201);
        third.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Fact]
    public async Task AfterARestart_AnAnswerIsStillKnown_AndASecretIsNotOnDisk()
    {
        var listed = await PostAsync("/api/v1/indicators?list=kept", "203.0.113.9", "list-key");
        listed.Status.ShouldBe(200);
        (await PostAsync(Tokens, new { kind = "hec" }, "token-key")).Status.ShouldBe(201);
        await _product.RestartAsync();

        (await PostAsync("/api/v1/indicators?list=kept", "203.0.113.9", "list-key")).ShouldBe((200, listed.Body, true));
        (await PostAsync("/api/v1/indicators?list=kept", "203.0.113.10", "list-key")).Status.ShouldBe(422);
        var (status, body, _) = await PostAsync(Tokens, new { kind = "hec" }, "token-key");
        status.ShouldBe(409);
        body.ShouldContain("not kept");
        (await TokenCountAsync()).ShouldBe(2);
    }

    private async Task<int> TokenCountAsync() => (await _product.GetAsync(Tokens)).GetProperty("items").GetArrayLength();

    private async Task<(int Status, string Body, bool Replayed)> PostAsync(string path, object body, string key)
    {
        using var response = await _product.SendAsync(HttpMethod.Post, path, body, ProductHost.AdminKey, ("Idempotency-Key", key));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers.Contains("Idempotency-Replayed"));
    }
}

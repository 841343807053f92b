using System.Net;
using Shouldly;
using Soc.Gateway.Tests.Responses;
using Soc.Model.Escalation;

namespace Soc.Gateway.Tests.Acknowledge;

/// <summary>The link in a message: opening it does nothing, its button does, and a wrong one says nothing.</summary>
public sealed class AcknowledgeLinkTests(ActingProduct product) : IClassFixture<ActingProduct>
{
    private const string Incident = "inc-linked";

    private static long SoonMs => TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds();

    [Fact]
    public async Task OpeningTheLink_ShowsWhatItIsAbout_AndOnlyTheButtonActs()
    {
        var token = product.Keys.Tokens.Create("demo", Incident, "Anna <on call>", SoonMs);
        for (var opened = 0; opened < 2; opened++)
        {
            using var page = await product.Host.SendAsync(HttpMethod.Get, $"/acknowledge/{token}", null, key: null);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            html.ShouldContain("Anna &lt;on call&gt;");
            html.ShouldContain(Incident);
            html.ShouldContain("<form method=\"post\"><button");
            html.ShouldNotContain("<script");
            var headers = page.Headers;
            headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'sha256-");
            headers.GetValues("Cache-Control").Single().ShouldBe("no-store");
            headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        }

        product.Told("demo", Incident).State.Phase.ShouldBe(EscalationPhase.Waiting, "whatever opens links in mails");
        using var head = await product.Host.SendAsync(HttpMethod.Head, $"/acknowledge/{token}", null, key: null);
        product.Told("demo", Incident).State.Phase.ShouldBe(EscalationPhase.Waiting);

        (await ActAsync(token)).ShouldBe((200, true));
        (product.Told("demo", Incident).State.Phase, product.Told("demo", Incident).State.AcknowledgedBy).ShouldBe((EscalationPhase.Acknowledged, "Anna <on call>"));
        (await ActAsync(token)).ShouldBe((200, true), "the same person again");
        (await ActAsync(product.Keys.Tokens.Create("demo", Incident, "Ben", SoonMs))).ShouldBe((409, true), "who has it is said to the next one");
    }

    [Fact]
    public async Task WhatIsOver_IsSaid()
    {
        await product.Told("demo", "inc-over").ResolveAsync("A verdict.", TestContext.Current.CancellationToken);
        using var page = await product.Host.SendAsync(HttpMethod.Post, $"/acknowledge/{product.Keys.Tokens.Create("demo", "inc-over", "Anna", SoonMs)}", null, key: null);
        page.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("The incident is over.");
    }

    [Fact]
    public async Task ALinkThatIsChangedOrOver_LeadsToTheSamePage_WhicheverItIs()
    {
        var good = product.Keys.Tokens.Create("demo", Incident, "Anna", SoonMs);
        string[] bad = [product.Keys.Tokens.Create("demo", Incident, "Anna", 1), good[..^2] + (good[^2] == 'A' ? 'B' : 'A') + good[^1], "nonsense", "a.b", new string('x', 2_000)];
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in bad)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var page = await product.Host.SendAsync(method, $"/acknowledge/{token}", null, key: null);
                page.StatusCode.ShouldBe(HttpStatusCode.NotFound, token);
                pages.Add(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }

        pages.ShouldHaveSingleItem().ShouldContain("This link leads nowhere");
    }

    private async Task<(int Status, bool SaysWhoHasIt)> ActAsync(string token)
    {
        using var page = await product.Host.SendAsync(HttpMethod.Post, $"/acknowledge/{token}", null, key: null);
        return ((int)page.StatusCode, (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("Anna &lt;on call&gt; has it", StringComparison.Ordinal));
    }
}

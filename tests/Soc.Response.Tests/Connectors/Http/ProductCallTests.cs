using System.Net;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;
using Soc.Response.Connectors.Okta;
using Xunit;

namespace Soc.Response.Tests.Connectors.Http;

public sealed class ProductCallTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var call = Call(_ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://evil.example.com/") } });
        var error = await Should.ThrowAsync<ConnectorCallException>(async () => await call.SendAsync(new ProductRequest(HttpMethod.Get, "/a", "x")));
        error.Failure.End.ShouldBe(CallEnd.Refused);
        call.Exchanges.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_exchanges_the_newest_are_kept_and_each_is_cut()
    {
        var count = 0;
        var call = Call(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"{++count} {new string('x', 5_000)}") });
        for (var i = 0; i < 20; i++)
        {
            await call.SendAsync(new ProductRequest(HttpMethod.Post, "/a", "x") { Body = new string('y', 5_000) });
        }

        call.Exchanges.Length.ShouldBe(ContainmentOutcome.MaxExchanges);
        call.Exchanges[^1].Answer.ShouldStartWith("20 ");
        call.Exchanges.ShouldAllBe(e => e.Answer.Length == ContainmentExchange.MaxTextLength && e.Request.Length == ContainmentExchange.MaxTextLength);
    }

    [Fact]
    public async Task An_answer_without_end_is_read_up_to_a_limit()
    {
        var call = Call(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) });
        var answer = await call.SendAsync(new ProductRequest(HttpMethod.Get, "/a", "x"));
        answer.Body.Length.ShouldBeLessThan(ProductCall.MaxAnswerSizeBytes + 20_000);
    }

    [Fact]
    public void When_the_limit_is_filled_again_is_understood_in_three_ways()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Retry-After", "5"), ("Retry-After", "Fri, 27 Nov 2026 03:00:05 GMT"), ("X-Rate-Limit-Reset", "1795748405")])
        {
            using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            response.Headers.TryAddWithoutValidation(name, value);
            RetryHint.Of(response, _time.GetUtcNow()).ShouldBe(5_000, name + value);
        }

        using var silent = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        RetryHint.Of(silent, _time.GetUtcNow()).ShouldBeNull();
    }

    private ProductCall Call(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        Environment.SetEnvironmentVariable("SOC_TEST_CALL", "secret-of-calls");
        var options = new OktaOptions { BaseUrl = new Uri("https://a.example.com"), Token = SecretReference.TryParse("env:SOC_TEST_CALL")! };
        return new ProductClient("test", options, null, new ConnectorContext(() => new AnsweringHandler(answer), _time), credential: null).Begin(CancellationToken.None);
    }

    private sealed class AnsweringHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'z');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}

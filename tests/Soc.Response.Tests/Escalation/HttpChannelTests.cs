using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Escalation;
using Soc.Response.Escalation.Channels;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class HttpChannelTests : IDisposable
{
    private const string Secret = "https://hook.example/services/T0/B0/s3cr3t-p4rt";

    private static readonly Notice Notice = new()
    {
        Id = "acme/i/1", Kind = NoticeKind.New, Client = "acme", ClientName = "Acme", IncidentId = "i", Title = "Something", Text = "It happened.", Score = 90, Severity = "high",
    };

    private readonly string _file = Path.GetTempFileName();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero));
    private readonly List<(Uri Address, string Body, Dictionary<string, string> Headers)> _got = [];
    private Func<HttpResponseMessage> _answer = () => new HttpResponseMessage(HttpStatusCode.Accepted);

    public HttpChannelTests() => File.WriteAllText(_file, Secret);

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("slack", "url", null, "blocks")]
    [InlineData("teams", "url", null, "attachments")]
    [InlineData("pagerduty", "routingKey", null, "routing_key")]
    [InlineData("alertmanager", "token", "https://alerts.example/hook", "groupKey")]
    [InlineData("webhook", "secret", "https://receiver.example/in", "specversion")]
    public async Task Each_kind_sends_its_shape_and_says_what_came_of_it(string kind, string secret, string? baseUrl, string member)
    {
        var channel = Make(kind, secret, baseUrl);
        (await Send(channel)).Kind.ShouldBe(DeliveryKind.Taken);
        var (address, body, headers) = _got.ShouldHaveSingleItem();
        using var json = JsonDocument.Parse(body);
        json.RootElement.TryGetProperty(member, out _).ShouldBeTrue(body);
        address.AbsoluteUri.ShouldBe(kind switch { "slack" or "teams" => Secret, "pagerduty" => "https://events.pagerduty.com/v2/enqueue", _ => baseUrl });
        headers.ContainsKey("webhook-signature").ShouldBe(kind == "webhook");

        foreach (var (status, expected) in ((HttpStatusCode, DeliveryKind)[])[
            (HttpStatusCode.InternalServerError, DeliveryKind.TryAgain), (HttpStatusCode.Forbidden, DeliveryKind.Refused), (HttpStatusCode.NotFound, DeliveryKind.Refused), (HttpStatusCode.BadRequest, DeliveryKind.Refused),
        ])
        {
            _answer = () => new HttpResponseMessage(status) { Content = new StringContent($"no: {Secret}") };
            var delivery = await Send(channel);
            delivery.Kind.ShouldBe(expected, $"{status}: {delivery.Reason}");
            delivery.Reason.ShouldNotContain("s3cr3t");
        }

        _answer = () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        (await Send(channel)).Kind.ShouldBe(DeliveryKind.TryAgain);
    }

    [Fact]
    public async Task Who_is_asked_to_come_later_comes_later()
    {
        var channel = Make("slack", "url", baseUrl: null);
        _answer = () =>
        {
            _answer = () => new HttpResponseMessage(HttpStatusCode.OK);
            return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "3" } } };
        };
        var sending = Send(channel);
        sending.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(3));
        (await sending).Kind.ShouldBe(DeliveryKind.Taken);
        _got.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_secret_that_is_changed_is_used_at_once_and_one_that_is_no_address_is_refused_without_being_said()
    {
        var channel = Make("slack", "url", baseUrl: null);
        await File.WriteAllTextAsync(_file, Secret + "-new", TestContext.Current.CancellationToken);
        await Send(channel);
        _got[^1].Address.AbsoluteUri.ShouldEndWith("-new");
        await File.WriteAllTextAsync(_file, "http://hook.example/s3cr3t-in-clear", TestContext.Current.CancellationToken);
        var delivery = await Send(channel);
        delivery.Kind.ShouldBe(DeliveryKind.Refused);
        delivery.Reason.ShouldContain("no https address");
        delivery.Reason.ShouldNotContain("s3cr3t");
        _got.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""[{"name":"x","kind":"fax","options":{}}]""", "there is no kind 'fax'")]
    [InlineData("""[{"name":"","kind":"slack","options":{}}]""", "no 'name'")]
    [InlineData("""[{"name":"x","kind":"slack","options":{}}]""", "'url' is missing")]
    [InlineData("""[{"name":"x","kind":"slack","options":{"url":"https://hooks.slack.com/s3cr3t"}}]""", "env:NAME or file:/path")]
    [InlineData("""[{"name":"x","kind":"smtp","options":{"host":"m","from":"a@b.c","to":[]}}]""", "'to'")]
    [InlineData("""[{"name":"x","kind":"webhook","options":{"secret":"env:X","baseUrl":"http://receiver.example"}}]""", "https")]
    [InlineData("""[{"name":"x","kind":"smtp","options":{"host":"m","from":"a@b.c","to":["a@b.c"]}},{"name":"X","kind":"smtp","options":{"host":"m","from":"a@b.c","to":["a@b.c"]}}]""", "two of this name")]
    public void Settings_that_make_no_sense_say_which_and_what_to_do(string json, string sentence)
    {
        var settings = JsonSerializer.Deserialize<ChannelSettings[]>(json, JsonSerializerOptions.Web)!;
        var refusal = Should.Throw<ConnectorSettingsException>(() => NoticeChannels.Create(settings, Context()));
        refusal.Message.ShouldContain(sentence);
        refusal.ToString().ShouldNotContain("s3cr3t");
    }

    private INoticeChannel Make(string kind, string secret, string? baseUrl)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [secret] = "file:" + _file };
        if (baseUrl is not null)
        {
            options["baseUrl"] = baseUrl;
        }

        var settings = new ChannelSettings { Name = "one", Kind = kind, Options = JsonSerializer.SerializeToElement(options) };
        return NoticeChannels.Create([settings], Context()).Find("ONE").ShouldNotBeNull();
    }

    private ConnectorContext Context() => new(() => new Handler(this), _time);

    private static Task<Delivery> Send(INoticeChannel channel) => channel.SendAsync(Notice, TestContext.Current.CancellationToken);

    private sealed class Handler(HttpChannelTests test) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
            test._got.Add((request.RequestUri!, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken), headers));
            return test._answer();
        }
    }
}

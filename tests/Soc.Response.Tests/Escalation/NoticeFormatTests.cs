using System.Text;
using System.Text.Json;
using MimeKit;
using Shouldly;
using Soc.Model.Escalation;
using Soc.Response.Escalation.Channels;
using Xunit;

namespace Soc.Response.Tests.Escalation;

/// <summary>The shapes that the others document, with text in it that wants to be markup.</summary>
public sealed class NoticeFormatTests
{
    private static readonly Notice New = new()
    {
        Id = "acme/inc-1/1",
        Kind = NoticeKind.New,
        Client = "acme",
        ClientName = "Acme Ltd",
        IncidentId = "inc-1",
        Title = "Travel of <b>anna</b>\r\nBcc: x@example.org",
        Text = "She was in *London* & then in [Sydney](http://evil.example).",
        Score = 91,
        Severity = "critical",
        Facts = [new("User", "anna@example.com"), new("Address", "203.0.113.7")],
        Who = "Anna",
        AtMs = 1_780_000_000_000,
        Link = "https://soc.example/i/inc-1",
        AcknowledgeLink = "https://soc.example/ack/t0ken",
    };

    [Fact]
    public void Slack_gets_text_and_blocks_without_markup_of_ours_or_theirs()
    {
        using var json = JsonDocument.Parse(SlackMessage.Of(New));
        var root = json.RootElement;
        root.GetProperty("text").GetString().ShouldBe("[critical 91] Acme Ltd: Travel of &lt;b&gt;anna&lt;/b&gt;  Bcc: x@example.org");
        var blocks = root.GetProperty("blocks");
        blocks.EnumerateArray().Select(b => b.GetProperty("type").GetString()).ShouldBe(["header", "section", "section", "actions"]);
        foreach (var block in blocks.EnumerateArray().Take(2))
        {
            block.GetProperty("text").GetProperty("type").GetString().ShouldBe("plain_text");
        }

        blocks[3].GetProperty("elements").EnumerateArray().Select(e => e.GetProperty("url").GetString()).ShouldBe([New.Link, New.AcknowledgeLink]);
        using var bare = JsonDocument.Parse(SlackMessage.Of(New with { Link = null, AcknowledgeLink = null, Facts = [] }));
        bare.RootElement.GetProperty("blocks").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void Teams_gets_a_card_that_fits_whatever_is_in_it()
    {
        using var json = JsonDocument.Parse(TeamsMessage.Of(New));
        var card = json.RootElement.GetProperty("attachments")[0].GetProperty("content");
        (card.GetProperty("type").GetString(), card.GetProperty("version").GetString()).ShouldBe(("AdaptiveCard", "1.4"));
        card.GetProperty("body").EnumerateArray().Select(b => b.GetProperty("type").GetString()).Distinct(StringComparer.Ordinal).ShouldBe(["RichTextBlock"]);
        card.GetProperty("actions").GetArrayLength().ShouldBe(2);
        var huge = New with { Text = new string('\u4e00', Notice.MaxTextLength), Facts = [.. Enumerable.Range(0, Notice.MaxFacts).Select(i => new NoticeFact($"{i}", new string('<', 5_000)))] };
        TeamsMessage.Of(huge).Length.ShouldBeInRange(1_000, TeamsMessage.MaxBytes);
    }

    [Fact]
    public void PagerDuty_gets_one_incident_for_all_notices_of_ours()
    {
        using var first = JsonDocument.Parse(PagerDutyEvent.Of(New, "r0uting"));
        using var again = JsonDocument.Parse(PagerDutyEvent.Of(New with { Id = "2", Kind = NoticeKind.Reminder }, "r0uting"));
        using var over = JsonDocument.Parse(PagerDutyEvent.Of(New with { Id = "3", Kind = NoticeKind.Resolved }, "r0uting"));
        JsonDocument[] all = [first, again, over];
        all.Select(j => j.RootElement.GetProperty("dedup_key").GetString()).Distinct(StringComparer.Ordinal).ShouldBe(["acme/inc-1"]);
        all.Select(j => j.RootElement.GetProperty("event_action").GetString()).ShouldBe(["trigger", "trigger", "resolve"]);
        var payload = first.RootElement.GetProperty("payload");
        (payload.GetProperty("severity").GetString(), payload.GetProperty("source").GetString()).ShouldBe(("critical", "acme"));
        payload.GetProperty("custom_details").GetProperty("User").GetString().ShouldBe("anna@example.com");
    }

    [Fact]
    public void Alertmanager_v4_fires_and_resolves_the_same_alert()
    {
        using var fires = JsonDocument.Parse(AlertmanagerMessage.Of(New));
        using var over = JsonDocument.Parse(AlertmanagerMessage.Of(New with { Kind = NoticeKind.Resolved }));
        (fires.RootElement.GetProperty("version").GetString(), fires.RootElement.GetProperty("status").GetString(), over.RootElement.GetProperty("status").GetString())
            .ShouldBe(("4", "firing", "resolved"));
        var (one, other) = (fires.RootElement.GetProperty("alerts")[0], over.RootElement.GetProperty("alerts")[0]);
        one.GetProperty("fingerprint").GetString().ShouldBe(other.GetProperty("fingerprint").GetString());
        one.GetProperty("labels").GetProperty("alertname").GetString().ShouldBe("SocIncident");
        one.GetProperty("endsAt").GetString().ShouldBe("0001-01-01T00:00:00Z");
    }

    [Fact]
    public async Task A_mail_is_text_and_html_in_one_thread_and_no_header_is_smuggled()
    {
        var from = new MailboxAddress("SOC", "soc@example.net");
        using var first = MailMessage.Of(New, from, [new MailboxAddress("Anna", "anna@example.com")]);
        using var second = MailMessage.Of(New with { Id = "acme/inc-1/2", Kind = NoticeKind.Reminder }, from, [new MailboxAddress("Anna", "anna@example.com")]);
        using var same = MailMessage.Of(New, from, [new MailboxAddress("Anna", "anna@example.com")]);
        string.Equals(first.MessageId, second.MessageId, StringComparison.Ordinal).ShouldBeFalse();
        first.MessageId.ShouldBe(same.MessageId, "sent twice it is one");
        first.InReplyTo.ShouldBe(second.InReplyTo);
        first.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        first.Bcc.ShouldBeEmpty();
        first.HtmlBody!.ShouldContain("&lt;b&gt;anna");
        first.HtmlBody!.ShouldNotContain("<b>");
        first.TextBody!.ShouldContain("User: anna@example.com");
        using var wire = new MemoryStream();
        await first.WriteToAsync(wire, TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(wire.ToArray()).Split("\r\n\r\n")[0].ShouldNotContain("\nBcc:");
    }
}

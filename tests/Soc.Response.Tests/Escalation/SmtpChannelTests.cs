using Shouldly;
using Soc.Model.Escalation;
using Soc.Response.Escalation.Channels;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class SmtpChannelTests
{
    private static readonly Notice Notice = new()
    {
        Id = "1", Kind = NoticeKind.New, Client = "acme", ClientName = "Acme", IncidentId = "i", Title = "Something", Text = "It happened.", Score = 90,
    };

    [Theory]
    [InlineData("250 2.0.0 queued", DeliveryKind.Taken)]
    [InlineData("451 4.7.1 greylisted, come back", DeliveryKind.TryAgain)]
    [InlineData("554 5.7.1 not from you", DeliveryKind.Refused)]
    public async Task What_the_server_says_is_what_is_said(string answer, DeliveryKind kind)
    {
        await using var server = new FakeMailServer { Answer = answer };
        var delivery = await new SmtpChannel(Settings(server.Port)).SendAsync(Notice, TestContext.Current.CancellationToken);
        delivery.Kind.ShouldBe(kind, delivery.Reason);
        server.Mails.ShouldHaveSingleItem().ShouldContain("Subject: [medium 90] Acme: Something");
    }

    [Fact]
    public async Task A_server_without_tls_gets_nothing()
    {
        await using var server = new FakeMailServer();
        var delivery = await new SmtpChannel(Settings(server.Port) with { IsPlain = false }).SendAsync(Notice, TestContext.Current.CancellationToken);
        delivery.Kind.ShouldBe(DeliveryKind.Refused);
        delivery.Reason.ShouldContain("nothing is sent in clear");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_there_is_for_later()
    {
        int port;
        await using (var server = new FakeMailServer())
        {
            port = server.Port;
        }

        var delivery = await new SmtpChannel(Settings(port)).SendAsync(Notice, TestContext.Current.CancellationToken);
        delivery.Kind.ShouldBe(DeliveryKind.TryAgain);
        delivery.Reason.ShouldContain("could not be reached");
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Should.Throw<ConnectorSettingsException>(() => new SmtpChannel(Settings(25) with { To = [] })).Message.ShouldContain("'to'");
        Should.Throw<ConnectorSettingsException>(() => new SmtpChannel(Settings(25) with { From = "nobody" })).Message.ShouldContain("'from'");
        Should.Throw<ConnectorSettingsException>(() => new SmtpChannel(Settings(25) with { Host = "mail.example" })).Message.ShouldContain("by TLS only");
    }

    private static SmtpSettings Settings(int port) => new() { Host = "127.0.0.1", Port = port, From = "soc@example.net", To = ["anna@example.com"], IsPlain = true, TimeoutMs = 5_000 };
}

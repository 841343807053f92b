using Microsoft.Extensions.Configuration;
using Shouldly;
using Soc.Model.Policies;
using Soc.Response;
using Soc.Silo.Response;
using Xunit;

namespace Soc.Grains.Tests.Escalation;

public sealed class EscalationConfigurationTests
{
    [Fact]
    public void Nothing_set_is_no_channels_no_links_and_a_key_that_is_made()
    {
        var settings = Read();
        EscalationConfiguration.SettingsOf(settings, EscalationConfiguration.ChannelsOf(settings)).ShouldSatisfyAllConditions(s => s.PublicUrl.ShouldBeNull(), s => s.OnCall.ShouldBeEmpty());
        EscalationConfiguration.LinkKeyOf(settings).ShouldBeNull();
    }

    [Fact]
    public void Channels_and_on_call_are_read()
    {
        var settings = Read(
            ("Channels:0:Name", "service"), ("Channels:0:Kind", "smtp"), ("Channels:0:Options:Host", "mail.example.com"), ("Channels:0:Options:From", "soc@example.com"), ("Channels:0:Options:To:0", "night@example.com"),
            ("OnCall:0:Who", "SOC on-call"), ("OnCall:0:Channel", "service"), ("OnCall:0:AckMinutes", "7"), ("OnCall:0:Repeat", "2"), ("PublicUrl", "https://soc.example.com"));
        var channels = EscalationConfiguration.ChannelsOf(settings);
        EscalationConfiguration.Create(channels, new ConnectorContext(() => new SocketsHttpHandler(), TimeProvider.System)).KindOf("service").ShouldBe("smtp");
        var read = EscalationConfiguration.SettingsOf(settings, channels);
        read.OnCall.ShouldBe([new ContactStep("SOC on-call", "service", 7, 2)]);
        read.PublicUrl!.Host.ShouldBe("soc.example.com");
    }

    [Theory]
    [InlineData("Channels:0:Kind", "pigeon", "Soc:Escalation:Channels: Channel 'a': there is no kind 'pigeon'")]
    [InlineData("OnCall:0:Channel", "b", "Soc:Escalation:OnCall:0:Channel must be the Name of one of Soc:Escalation:Channels")]
    [InlineData("OnCall:0:Who", "", "Soc:Escalation:OnCall:0:Who must be a name")]
    [InlineData("OnCall:0:AckMinutes", "0", "Soc:Escalation:OnCall:0:AckMinutes must be a number from 1 to 1440")]
    [InlineData("OnCall:0:Repeat", "many", "Soc:Escalation:OnCall:0:Repeat must be a number from 0 to 10")]
    [InlineData("PublicUrl", "http://soc.example.com", "Soc:Escalation:PublicUrl must be the https address")]
    [InlineData("LinkKey", "not-a-reference", "Soc:Escalation:LinkKey must say where the key is: env:NAME or file:/path.")]
    [InlineData("LinkKey", "env:SOC_NO_SUCH_KEY", "env:SOC_NO_SUCH_KEY is missing or has fewer than 32 bytes")]
    public void What_makes_no_sense_is_named(string key, string value, string message)
    {
        var settings = Read(
            ("Channels:0:Name", "a"), ("Channels:0:Kind", "smtp"), ("Channels:0:Options:Host", "h"), ("Channels:0:Options:From", "soc@example.com"), ("Channels:0:Options:To:0", "night@example.com"),
            ("OnCall:0:Who", "x"), ("OnCall:0:Channel", "a"), (key, value));
        Should.Throw<InvalidOperationException>(() =>
        {
            var channels = EscalationConfiguration.ChannelsOf(settings);
            EscalationConfiguration.Create(channels, new ConnectorContext(() => new SocketsHttpHandler(), TimeProvider.System));
            EscalationConfiguration.SettingsOf(settings, channels);
            EscalationConfiguration.LinkKeyOf(settings);
        }).Message.ShouldContain(message);
    }

    private static IConfiguration Read(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(s => $"{EscalationConfiguration.Section}:{s.Key}", s => (string?)s.Last().Value, StringComparer.Ordinal))
        .Build();
}

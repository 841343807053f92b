using Microsoft.Extensions.Configuration;
using Shouldly;
using Soc.Model.Response;
using Soc.Model.Response.Feeds;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Connectors.Feed;
using Soc.Response.Feeds;
using Soc.Silo.Response;
using Xunit;

namespace Soc.Grains.Tests.Response;

/// <summary>Connectors as an operator sets them up: in a file or by environment variables.</summary>
public sealed class ConnectorSettingsTests
{
    [Fact]
    public void Every_client_has_the_feed_and_those_that_are_his()
    {
        var roster = Read(
            ("0:Client", "acme"), ("0:Name", "hook"), ("0:Connector", "webhook"), ("0:Actions:0", "disable_user"),
            ("0:Options:baseUrl", "https://hooks.example.com/soc"), ("0:Options:secret", "env:SOC_TEST_HOOK"), ("0:Options:timeoutMs", "5000"),
            ("1:Client", "*"), ("1:Name", "shared"), ("1:Connector", "feed"), ("1:Actions:0", "block_domain"));
        roster.Find("acme", ContainmentAction.DisableUser).Select(c => c.Name).ShouldBe(["hook"]);
        roster.Find("acme", ContainmentAction.BlockAddress).Select(c => c.Name).ShouldBe(["feed"]);
        roster.Find("other", ContainmentAction.BlockDomain).Select(c => c.Name).ShouldBe(["shared", "feed"]);
        roster.Find("other", ContainmentAction.DisableUser).ShouldBeEmpty();
        roster.Find("other", "hook").ShouldBeNull();
    }

    [Fact]
    public void A_clients_own_goes_before_one_of_the_same_name()
    {
        var roster = Read(("0:Client", "acme"), ("0:Name", "feed"), ("0:Connector", "feed"), ("0:Actions:0", "block_domain"));
        roster.Find("acme", ContainmentAction.BlockAddress).ShouldBeEmpty("he uses it for domains only");
        roster.Find("other", ContainmentAction.BlockAddress).Select(c => c.Name).ShouldBe(["feed"]);
    }

    [Theory]
    [InlineData("0:Client", "", "'Client' is missing")]
    [InlineData("0:Connector", "fax", "there is no kind 'fax'")]
    [InlineData("0:Actions:0", "isolate_device", "cannot do 'isolate_device'")]
    [InlineData("0:Options:colour", "red", "'colour'")]
    public void What_is_wrong_is_named_at_start(string key, string value, string expected)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["0:Client"] = "acme", ["0:Name"] = "mine", ["0:Connector"] = "feed", [key] = value };
        Should.Throw<InvalidOperationException>(() => Read([.. settings.Select(s => (s.Key, s.Value))])).Message.ShouldContain(expected);
    }

    private static Soc.Response.ConnectorRoster Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => $"{ConnectorSettings.Section}:{s.Key}", s => (string?)s.Value, StringComparer.Ordinal))
            .Build();
        return ConnectorSettings.Read(configuration, new NoLists(), new NoSensors(), TimeProvider.System);
    }

    private sealed class NoLists : IBlockLists
    {
        public ValueTask<BlockAnswer> HoldAsync(string client, BlockRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<BlockEntry?> ReleaseAsync(string client, BlockTarget target, string operationId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<BlockEntry?> FindAsync(string client, BlockTarget target, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoSensors : ISensorCommands
    {
        public ValueTask<IReadOnlyList<SensorAtHand>> SensorsOfAsync(string client, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<SensorHandOver> SendAsync(string client, string sensor, SensorCommand command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<SensorWord>?> WordsAsync(string client, string sensor, string command, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

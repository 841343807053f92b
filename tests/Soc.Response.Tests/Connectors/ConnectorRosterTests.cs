using System.Text.Json;
using Shouldly;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors;

public sealed class ConnectorRosterTests
{
    private const string Good = """
        {"acme":[
          {"name":"okta","connector":"okta","options":{"baseUrl":"https://acme.okta.com","token":"env:X"}},
          {"name":"hook","connector":"webhook","actions":["disable_user"],"options":{"baseUrl":"https://hooks.acme.com","secret":"env:Y"}}
        ]}
        """;

    [Fact]
    public void A_clients_connectors_come_in_order_and_only_for_what_they_are_used()
    {
        var roster = Read(Good);
        roster.For("ACME", ContainmentAction.DisableUser).Select(c => c.Name).ShouldBe(["okta", "hook"]);
        roster.For("acme", ContainmentAction.RevokeSessions).Select(c => c.Name).ShouldBe(["okta"]);
        roster.For("acme", ContainmentAction.IsolateDevice).ShouldBeEmpty();
        roster.For("other", ContainmentAction.DisableUser).ShouldBeEmpty();
        roster.Find("acme", "hook")!.Connector.Description.Id.ShouldBe("webhook");
        roster.Find("other", "hook").ShouldBeNull();
    }

    [Theory]
    [InlineData("\"connector\":\"okta\"", "\"connector\":\"otka\"", "otka")]
    [InlineData("disable_user", "block_everything", "block_everything")]
    [InlineData("\"name\":\"hook\"", "\"name\":\"OKTA\"", "two connectors")]
    [InlineData("\"name\":\"hook\",", "", "name")]
    [InlineData("\"token\":\"env:X\"", "\"token\":\"hunter2hunter2\"", "token")]
    [InlineData("https://acme.okta.com", "ftp://acme.okta.com", "baseUrl")]
    [InlineData("https://acme.okta.com", "https://me:pw@acme.okta.com", "baseUrl")]
    [InlineData("\"token\":\"env:X\"", "\"token\":\"env:X\",\"timeoutMs\":1", "timeoutMs")]
    [InlineData("\"token\":\"env:X\"", "\"token\":\"env:X\",\"deadlineMs\":\"soon\"", "deadlineMs")]
    [InlineData("\"token\":\"env:X\"", "\"token\":\"env:X\",\"deadlineMs\":5", "deadlineMs")]
    [InlineData("\"secret\":\"env:Y\"", "\"secret\":null", "secret")]
    public void What_is_wrong_is_named_with_the_client(string what, string by, string named)
    {
        var message = Should.Throw<ConnectorSettingsException>(() => Read(Good.Replace(what, by, StringComparison.Ordinal))).ToString();
        message.ShouldContain("acme");
        message.ShouldContain(named);
        message.ShouldNotContain("hunter2");
    }

    private static ConnectorRoster Read(string json)
    {
        var settings = JsonSerializer.Deserialize<Dictionary<string, ConnectorRosterEntry[]>>(json, JsonSerializerOptions.Web)!;
        return ConnectorRoster.Create(
            settings.ToDictionary(s => s.Key, s => (IReadOnlyList<ConnectorRosterEntry>)s.Value, StringComparer.Ordinal), ConnectorCatalogs.Own, new ConnectorContext(() => new SocketsHttpHandler(), TimeProvider.System));
    }
}

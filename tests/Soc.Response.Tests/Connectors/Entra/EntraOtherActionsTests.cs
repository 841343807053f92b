using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.Entra;

/// <summary>Sessions and risk: what happens rather than lasts, and what cannot be restored as it was.</summary>
public sealed class EntraOtherActionsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeDirectory _directory;
    private readonly IContainmentConnector _connector;

    public EntraOtherActionsTests()
    {
        Environment.SetEnvironmentVariable("SOC_TEST_ENTRA_OTHER", "secret-of-entra");
        _directory = new FakeDirectory("anna@example.com") { Time = _time, Secret = "secret-of-entra" };
        _connector = Make();
    }

    [Fact]
    public async Task Sessions_are_revoked_once_an_operation_and_read_back()
    {
        var order = OrderOf(ContainmentAction.RevokeSessions);
        var first = await _connector.ApplyAsync(order, default);
        first.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _directory.SessionsValidFrom.ShouldBe(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(1));
        (await _connector.ApplyAsync(order, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        (await Make().ApplyAsync(order with { Prior = first.Prior }, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _directory.Changes.ShouldBe(1);

        (await _connector.VerifyAsync(order, first, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        (await _connector.RevertAsync(order, first, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _directory.Changes.ShouldBe(1);

        var second = await _connector.ApplyAsync(order with { OperationId = "op-2" }, default);
        second.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _directory.Changes.ShouldBe(2);
    }

    [Fact]
    public async Task Sessions_of_which_nothing_is_known_after_sending_are_read_back()
    {
        var order = OrderOf(ContainmentAction.RevokeSessions);
        _directory.Fault = new Fault(FaultKind.BreakAfterActing, Times: 1);
        var applied = await _connector.ApplyAsync(order, default);
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        (await _connector.VerifyAsync(order, applied, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
    }

    [Fact]
    public async Task Whoever_was_no_risk_is_dismissed_and_whoever_was_at_risk_is_left_to_a_person()
    {
        var order = OrderOf(ContainmentAction.MarkCompromised);
        var applied = await _connector.ApplyAsync(order, default);
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _directory.Risk.ShouldBe("confirmedCompromised");
        (await _connector.RevertAsync(order, applied, default)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        _directory.Risk.ShouldBe("dismissed");

        _directory.Risk = "atRisk";
        order = order with { OperationId = "op-2" };
        applied = await _connector.ApplyAsync(order, default);
        var reverted = await _connector.RevertAsync(order, applied, default);
        reverted.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        reverted.IsTransient.ShouldBeFalse();
        _directory.Risk.ShouldBe("confirmedCompromised");
    }

    public void Dispose() => _directory.Dispose();

    private static ContainmentOrder OrderOf(ContainmentAction action) => new()
    {
        OperationId = "op-1",
        Client = "acme",
        Action = action,
        Target = new ContainmentTarget { Kind = EntityKind.User, Value = "anna@example.com" },
        UntilMs = new DateTimeOffset(2026, 11, 27, 5, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
    };

    private IContainmentConnector Make()
    {
        using var options = JsonDocument.Parse("""{"tenantId":"contoso","clientId":"app-1","clientSecret":"env:SOC_TEST_ENTRA_OTHER"}""");
        return ConnectorCatalogs.Own.Find("entra")!.Create(options.RootElement.Clone(), new ConnectorContext(() => _directory, _time));
    }
}

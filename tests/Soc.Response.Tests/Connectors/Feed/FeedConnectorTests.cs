using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Connectors.Feed;
using Soc.Response.Tests.Connectors.Contract;
using Xunit;

namespace Soc.Response.Tests.Connectors.Feed;

public sealed class FeedConnectorTests
{
    private const long T0 = 1_795_737_600_000;
    private const string Address = "203.0.113.7";

    private readonly FakeBlockLists _lists = new(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(T0)));
    private readonly IContainmentConnector _connector;

    public FeedConnectorTests() =>
        _connector = new FeedConnectorType().Create(default, new ConnectorContext(() => new HttpClientHandler(), new FakeTimeProvider()) { BlockLists = _lists });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_is_planned_applied_verified_and_reverted()
    {
        var order = Order("op-1");
        (await _connector.PlanAsync(order, Cancel)).Reason.ShouldBe("203.0.113.7 would be put on the block list until 2026-11-27 01:00:00 UTC; firewalls take it at their next poll. It is not on the list now.");
        _lists.List.Entries.ShouldBeEmpty("a plan changes nothing");
        var applied = await _connector.ApplyAsync(order, Cancel);
        (applied.Kind, applied.WasSoBefore).ShouldBe((ContainmentOutcomeKind.Confirmed, false));
        applied.Reason.ShouldBe("203.0.113.7 is on the block list until 2026-11-27 01:00:00 UTC; firewalls take it at their next poll.");
        var version = _lists.List.Version;
        (await _connector.ApplyAsync(order, Cancel)).ShouldBeEquivalentTo(applied, "the same order again");
        _lists.List.Version.ShouldBe(version);
        _lists.List.Entries.ShouldHaveSingleItem().Score.ShouldBe(95);
        (await _connector.VerifyAsync(order, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        (await _connector.RevertAsync(order, applied, Cancel)).Reason.ShouldBe("203.0.113.7 is not on the block list any more; firewalls drop it at their next poll.");
        _lists.List.Entries.ShouldBeEmpty();
        (await _connector.VerifyAsync(order, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        (await _connector.RevertAsync(order, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed, "it is so");
    }

    [Fact]
    public async Task Reverting_takes_away_this_operations_hold_only()
    {
        var (mine, other) = (Order("op-1"), Order("op-2"));
        await _connector.ApplyAsync(other, Cancel);
        var applied = await _connector.ApplyAsync(mine, Cancel);
        applied.Reason.ShouldEndWith("2 operations hold it.");
        (await _connector.RevertAsync(mine, applied, Cancel)).Reason.ShouldBe("This operation does not hold 203.0.113.7 any more; it stays on the block list until 2026-11-27 01:00:00 UTC for one operation.");
        _lists.List.Entries.ShouldHaveSingleItem().Holds.ShouldHaveSingleItem().OperationId.ShouldBe("op-2");
        (await _connector.VerifyAsync(mine, applied, Cancel)).Reason.ShouldContain("for other operations only");
    }

    [Fact]
    public async Task What_came_to_an_end_or_makes_no_sense_fails_in_words()
    {
        (await _connector.ApplyAsync(Order("op-1") with { UntilMs = T0 }, Cancel)).Reason.ShouldContain("over already");
        (await _connector.ApplyAsync(Order("op-1") with { Action = ContainmentAction.DisableUser }, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        (await _connector.ApplyAsync(Order("op-1") with { Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "0.0.0.0/0" } }, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        _lists.List.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_that_does_not_answer_is_not_known_to_have_changed()
    {
        _lists.Fault = new Fault(FaultKind.SilenceAfterActing);
        var late = await _connector.ApplyAsync(Order("op-1"), Cancel);
        (late.Kind, late.IsTransient).ShouldBe((ContainmentOutcomeKind.Unverified, true));
        _lists.Fault = new Fault(FaultKind.Refused, OnReads: true);
        var failed = await _connector.VerifyAsync(Order("op-1"), late, Cancel);
        (failed.Kind, failed.IsTransient).ShouldBe((ContainmentOutcomeKind.Unverified, true));
        failed.Reason.ShouldContain("IOException");
    }

    [Fact]
    public void The_descriptor_beside_it_says_the_same_and_there_are_no_settings()
    {
        var type = new FeedConnectorType();
        using var stream = typeof(FeedConnectorType).Assembly.GetManifestResourceStream("Feed/.connector.json") ?? throw new InvalidOperationException("Not embedded.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        (root.GetProperty("id").GetString(), root.GetProperty("title").GetString()).ShouldBe((type.Description.Id, type.Description.Title));
        root.GetProperty("rights").EnumerateArray().Select(r => r.GetString()).ShouldBe(type.Description.Rights);
        root.GetProperty("actions").EnumerateArray()
            .Select(a => (a.GetProperty("action").GetString(), a.GetProperty("isReversible").GetBoolean(), a.GetProperty("endsByItself").GetBoolean()))
            .ShouldBe(type.Description.Actions.Select(a => ((string?)ContainmentActions.NameOf(a.Action), a.IsReversible, a.EndsByItself)));
        using var settings = JsonDocument.Parse("""{"url":"x"}""");
        var context = new ConnectorContext(() => new HttpClientHandler(), new FakeTimeProvider());
        Should.Throw<ConnectorSettingsException>(() => type.Create(settings.RootElement, context with { BlockLists = _lists })).Message.ShouldContain("'url'");
        Should.Throw<ConnectorSettingsException>(() => type.Create(default, context)).Message.ShouldContain("no block lists");
    }

    private static ContainmentOrder Order(string operation) => new()
    {
        OperationId = operation,
        Client = "acme",
        Action = ContainmentAction.BlockAddress,
        Target = new ContainmentTarget { Kind = EntityKind.Address, Value = Address, Ip = Address },
        UntilMs = T0 + 3_600_000,
        Reason = "Beacon.",
        Score = 95,
    };
}

using Shouldly;
using Soc.Model.Response;
using Xunit;

namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>
/// What every connector keeps, whatever it acts in and however that is reached. The tests of each derive from this; of one that calls a product over HTTP
/// from <see cref="HttpConnectorContract"/>, which has more.
/// </summary>
public abstract partial class ConnectorContract
{
    [Fact]
    public async Task Planning_changes_nothing()
    {
        var before = Backend.Snapshot();
        var planned = await PlanAsync();
        planned.Kind.ShouldNotBe(ContainmentOutcomeKind.Failed);
        planned.Reason.ShouldNotBeEmpty();
        Backend.Snapshot().ShouldBe(before);
        Backend.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_applied_is_verified()
    {
        await AppliedAsync();
        Backend.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_operation_twice_is_one_change()
    {
        var first = await AppliedAsync();
        var changes = Backend.Changes;
        var second = await ApplyAsync();
        second.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        second.WasSoBefore.ShouldBeFalse("It was this operation that did it.");
        Backend.Changes.ShouldBe(changes);

        // After a restart the order brings what was before.
        Restart();
        var third = await ApplyAsync(Order with { Prior = first.Prior });
        third.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        third.WasSoBefore.ShouldBeFalse();
        Backend.Changes.ShouldBe(changes);
        await RevertedAsync(third);
        Backend.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_so_before_is_neither_done_nor_undone()
    {
        Backend.HoldByOther();
        var before = Backend.Snapshot();
        var applied = await ApplyAsync();
        applied.Kind.ShouldBeOneOf(SeesWhatOthersDid ? [ContainmentOutcomeKind.Confirmed] : [ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Pending]);
        applied.WasSoBefore.ShouldBe(SeesWhatOthersDid);
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Backend.Snapshot().ShouldBe(before);
        Backend.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task What_somebody_else_released_stays_released()
    {
        var applied = await AppliedAsync();
        Backend.ReleaseByOther();
        var before = Backend.Snapshot();
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Backend.Snapshot().ShouldBe(before);
    }

    [Fact]
    public async Task Reverting_restores_what_was_before_and_twice_does_no_harm()
    {
        var before = Backend.Snapshot();
        var applied = await AppliedAsync();
        Backend.Snapshot().ShouldNotBe(before, StringComparer.Ordinal);
        await RevertedAsync(applied);
        Backend.Snapshot().ShouldBe(before);
        var changes = Backend.Changes;
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Backend.Snapshot().ShouldBe(before);
        Backend.Changes.ShouldBe(changes);
    }

    [Fact]
    public async Task What_was_reverted_is_not_said_to_be_so_and_asking_does_not_do_it_again()
    {
        var applied = await AppliedAsync();
        await RevertedAsync(applied);
        var before = Backend.Snapshot();
        (await VerifyAsync(applied)).Kind.ShouldNotBe(ContainmentOutcomeKind.Confirmed);
        Backend.Snapshot().ShouldBe(before);
    }

    [Fact]
    public async Task Where_each_operation_has_its_own_what_one_takes_back_the_other_still_has()
    {
        if (!Does.KeepsHolds)
        {
            return;
        }

        var other = Order with { OperationId = "op-2" };
        var first = await AppliedAsync();
        var second = await ApplyAsync(other);
        await RevertedAsync(first);
        Backend.IsHeld.ShouldBeTrue();
        await RevertedAsync(second, other);
        Backend.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task What_ends_by_itself_ends_without_a_call_and_later_when_it_was_made_longer()
    {
        if (!Does.EndsByItself)
        {
            return;
        }

        var applied = await AppliedAsync();
        var longer = Order with { UntilMs = Order.UntilMs + 3_600_000, Prior = applied.Prior };
        (await ApplyAsync(longer)).WasSoBefore.ShouldBeFalse();
        Backend.Settle();
        Time.Advance(TimeSpan.FromMinutes(90));
        Backend.IsHeld.ShouldBeTrue("It was made longer.");
        (await VerifyAsync(applied, longer)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Time.Advance(TimeSpan.FromHours(1));
        Backend.IsHeld.ShouldBeFalse();
        (await VerifyAsync(applied, longer)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        var changes = Backend.Changes;
        await RevertedAsync(applied, longer);
        Backend.Changes.ShouldBe(changes);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_said()
    {
        if (!KnowsItsTargets)
        {
            return;
        }

        var applied = await AppliedAsync();
        Backend.RemoveTarget();
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed, "There is nothing to undo.");
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Restart();
        var again = await ApplyAsync(Order with { OperationId = "op-2" });
        again.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        again.IsTransient.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silence_after_acting_is_unverified_until_it_is_asked(bool isBreak)
    {
        var before = Backend.Snapshot();
        Backend.Fault = new Fault(isBreak ? FaultKind.BreakAfterActing : FaultKind.SilenceAfterActing, Times: 1);
        var applied = await PumpAsync(ApplyAsync());
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        applied.IsTransient.ShouldBeTrue();
        Backend.Settle();
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        await RevertedAsync(applied);
        Backend.Snapshot().ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_is_refused_is_told_what_to_do() => await RefusedAsync(new Fault(FaultKind.Denied));

    [Fact]
    public async Task An_answer_that_makes_no_sense_confirms_nothing()
    {
        Backend.Fault = new Fault(FaultKind.Garbage, OnReads: true);
        var applied = await ApplyAsync();
        applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Failed, ContainmentOutcomeKind.Unverified, ContainmentOutcomeKind.Pending);
        (await VerifyAsync(applied)).Kind.ShouldNotBe(ContainmentOutcomeKind.Confirmed);
        Backend.Changes.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_asked_was_not_asked(bool isRefused)
    {
        var unasked = KnowsWhatWasNotAsked ? ContainmentOutcomeKind.Failed : ContainmentOutcomeKind.Unverified;
        var fault = new Fault(isRefused ? FaultKind.Refused : FaultKind.GivesUp, OnReads: true);
        Backend.Fault = fault;
        var failed = await ApplyAsync();
        failed.Kind.ShouldBe(unasked);
        failed.IsTransient.ShouldBeTrue();
        Backend.Changes.ShouldBe(0);

        Backend.Fault = null;
        var applied = await AppliedAsync();
        Backend.Fault = fault;
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified, "Whoever cannot be asked has not said no.");
        var reverted = await RevertAsync(applied);
        reverted.Kind.ShouldBe(unasked);
        reverted.IsTransient.ShouldBeTrue();
        Backend.Fault = null;
        await RevertedAsync(applied);
        Backend.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_done_after_the_limit()
    {
        var applied = await ApplyAsync(Order with { UntilMs = Start.ToUnixTimeMilliseconds() });
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Backend.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task Whatever_fails_is_an_outcome_without_a_secret()
    {
        foreach (var fault in Faults)
        {
            Restart();
            Backend.Fault = fault;
            await PumpAsync(PlanAsync());
            Backend.Fault = fault;
            var applied = await PumpAsync(ApplyAsync());
            Backend.Fault = fault;
            await PumpAsync(VerifyAsync(applied));
            Backend.Fault = fault;
            await PumpAsync(RevertAsync(applied));
            Backend.Fault = null;
            await PumpAsync(RevertAsync(applied));
        }

        HasNoSecret();
    }

    [Fact]
    public async Task What_connector_json_names_it_does_and_what_it_does_not_name_is_refused()
    {
        Connector.Description.Id.ShouldBe(Id);
        Connector.Description.ShouldBe(ConnectorCatalogs.Own.Find(Id)!.Description);
        Does.IsReversible.ShouldBeTrue("What the suite undoes.");
        foreach (var action in Enum.GetValues<ContainmentAction>())
        {
            var order = Order with { Action = action, Target = action == Action ? Target : TargetOf(action) };
            var planned = Note(await Connector.PlanAsync(order, CancellationToken.None));
            if (Connector.Description.Does(action))
            {
                planned.Kind.ShouldBeOneOf([ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Unverified], planned.Reason);
                continue;
            }

            var applied = await ApplyAsync(order);
            foreach (var refused in (ContainmentOutcome[])[planned, applied])
            {
                refused.Kind.ShouldBe(ContainmentOutcomeKind.Failed, $"{action}");
                refused.IsTransient.ShouldBeFalse();
            }

            Note(await Connector.RevertAsync(order, applied, CancellationToken.None));
        }

        Backend.Changes.ShouldBe(0);
    }

    [Fact]
    public void A_setting_that_there_is_not_is_named()
    {
        var settings = Options.Insert(1, Options is "{}" ? "\"colour\":\"red\"" : "\"colour\":\"red\",");
        Should.Throw<ConnectorSettingsException>(() => Make(settings)).Message.ShouldContain("colour");
    }

    [Fact]
    public async Task Only_giving_up_comes_out_as_an_exception()
    {
        using var before = new CancellationTokenSource();
        await before.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await Connector.PlanAsync(Order, before.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Connector.ApplyAsync(Order, before.Token));
        Backend.Changes.ShouldBe(0);
        var applied = await AppliedAsync();
        var changes = Backend.Changes;
        await Should.ThrowAsync<OperationCanceledException>(async () => await Connector.VerifyAsync(Order, applied, before.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Connector.RevertAsync(Order, applied, before.Token));

        Backend.Fault = new Fault(FaultKind.Silence, OnReads: true);
        using var during = new CancellationTokenSource();
        var applying = Connector.ApplyAsync(Order with { OperationId = "op-2" }, during.Token).AsTask();
        await during.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => applying);
        Backend.Changes.ShouldBe(changes);
    }
}

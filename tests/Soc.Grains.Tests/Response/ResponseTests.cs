using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Response;
using Soc.Grains.Tests.Silo;
using Soc.Model.Response;
using Soc.Response.GuardRails;
using Soc.Response.Operations;
using Xunit;
using static Soc.Grains.Tests.Response.ResponseRig;

namespace Soc.Grains.Tests.Response;

/// <summary>Operations in a real silo, whose activations die and whose product does not answer.</summary>
public sealed class ResponseTests : IDisposable
{
    private const int Writes = 10;

    private readonly ResponseRig _rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FakeProduct Product => _rig.Product;

    private RecordedNotices Notices => _rig.Notices;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Whenever_its_activation_dies_an_action_is_done_once_and_undone_once_and_the_audit_holds()
    {
        await using var engine = await _rig.StartAsync();
        var operations = new List<OperationProposal>();
        for (var write = 1; write <= Writes; write++)
        {
            foreach (var isStored in (bool[])[true, false])
            {
                var proposal = Block(string.Create(CultureInfo.InvariantCulture, $"op-{write}-{isStored}"), string.Create(CultureInfo.InvariantCulture, $"198.51.{write}.{(isStored ? 1 : 2)}"));
                _rig.Store.Deaths[KeyOf(proposal)] = (write, isStored);
                operations.Add(proposal);
            }
        }

        await Task.WhenAll(operations.Select(o => ProposeAsync(engine, o)));
        await Task.WhenAll(operations.Select(o => DoneAsync(engine, o, OperationStatus.RolledBack)));
        foreach (var proposal in operations)
        {
            // Whose activation died between its note and its call may find its time over when it comes back: then it was never done.
            var target = proposal.Target.Value;
            var applies = Product.Count(target, "apply");
            (Product.IsBlocked(target), Product.Count(target, "blocked"), Product.Count(target, "freed")).ShouldBe((false, applies, applies), proposal.OperationId);
            applies.ShouldBeLessThanOrEqualTo(1, proposal.OperationId);
            Notices.Of(proposal.OperationId).Count(k => k == OperationNoticeKind.Enforced).ShouldBeLessThanOrEqualTo(1, proposal.OperationId);
        }

        operations.Count(o => Product.Count(o.Target.Value, "freed") == 1).ShouldBeGreaterThan(operations.Count / 2);
        _rig.Store.Killed.ShouldBeGreaterThan(Writes, "else nothing was tried");
        var audit = await AuditAsync(engine);
        audit.Select(a => a.OperationId).Distinct(StringComparer.Ordinal).Count().ShouldBe(operations.Count);
        (await Limits(engine).ViewAsync(Cancel)).ShouldSatisfyAllConditions(v => v.ActiveOperations.ShouldBeEmpty(), v => v.WithinTheHour.ShouldBe(operations.Count));
    }

    [Fact]
    public async Task Operations_at_the_same_time_share_the_writes_of_their_audit_over_several_pages()
    {
        await using var engine = await _rig.StartAsync();
        var audit = engine.Grains.GetGrain<IResponseAuditGrain>(ResponseKey.Audit(Make.Client).ToString());
        const int Operations = 200;
        var told = Enumerable.Range(0, Operations)
            .Select(i => OperationCore.Propose(Block(string.Create(CultureInfo.InvariantCulture, $"op-{i}"), "203.0.113.9") with { IsReversible = true }, 1_000 + i, new OperationTimes()).State!)
            .ToArray();
        await Task.WhenAll(told.Concat(told).Select(s => audit.AppendAsync(s, s.History, Cancel).AsTask()));
        (await AuditAsync(engine)).Select(r => r.OperationId).Distinct(StringComparer.Ordinal).Count().ShouldBe(Operations);
        var writes = Enumerable.Range(1, 20).Sum(page => _rig.Store.Writes(ResponseKey.AuditPage(Make.Client, page).ToString()));
        writes.ShouldBeInRange(Operations / Soc.Response.Audit.AuditPage.MaxRecords, Operations / 2);
    }

    [Fact]
    public async Task A_product_that_acts_and_does_not_answer_one_that_did_it_before_and_one_that_lost_it()
    {
        await using var engine = await _rig.StartAsync();
        var (silent, before, gone, stuck) = (Block("silent", "203.0.113.1"), Block("before", "203.0.113.2"), Block("gone", "203.0.113.3"), Block("stuck", "203.0.113.4"));
        Product.Silent[silent.Target.Value] = true;
        Product.Block(before.Target.Value);
        Product.Stuck[stuck.Target.Value] = true;
        foreach (var proposal in (OperationProposal[])[silent, before, gone, stuck])
        {
            await ProposeAsync(engine, proposal);
        }

        await Engine.UntilAsync(() => ValueTask.FromResult(Product.IsBlocked(gone.Target.Value)), "it is blocked");
        Product.Free(gone.Target.Value);
        await DoneAsync(engine, silent, OperationStatus.RolledBack);
        (Product.Count(silent.Target.Value, "apply"), Product.Count(silent.Target.Value, "freed")).ShouldBe((1, 1), "asked for, not done again");
        Product.Count(silent.Target.Value, "verify").ShouldBeGreaterThan(0);
        await DoneAsync(engine, before, OperationStatus.Ended);
        (Product.IsBlocked(before.Target.Value), Product.Count(before.Target.Value, "revert")).ShouldBe((true, 0), "it was somebody else's");
        await DoneAsync(engine, gone, OperationStatus.RolledBack);
        await Engine.UntilAsync(async () => (await Of(engine, stuck).GetAsync(Cancel))!.Status == OperationStatus.RollbackFailed, "it cannot be undone");
        await Engine.UntilAsync(() => ValueTask.FromResult(Notices.Of("stuck").Contains(OperationNoticeKind.RollbackFailed)), "a person is paged");
        Product.Stuck.Clear();
        await DoneAsync(engine, stuck, OperationStatus.RolledBack);
        var view = await Limits(engine).ViewAsync(Cancel);
        view.WithinTheHour.ShouldBe(3, "for what was so before no place is taken");
    }

    [Fact]
    public async Task People_are_asked_kill_switches_are_heeded_and_a_limit_is_kept_over_a_restart()
    {
        var (asked, killed, lasting) = (Block("asked", "203.0.113.5") with { NeedsApproval = true }, Block("killed", "203.0.113.6"), Block("lasting", "203.0.113.7") with { DurationMs = 60_000 });
        await using (var engine = await _rig.StartAsync())
        {
            var answer = await ProposeAsync(engine, asked);
            (await ProposeAsync(engine, asked)).State!.Proposal.OperationId.ShouldBe("asked", "the same again changes nothing");
            (await ProposeAsync(engine, asked with { DurationMs = 1 })).Refusal.ShouldNotBeNull();
            (await ProposeAsync(engine, Block("x", "203.0.113.9") with { Connector = "none" })).Refusal.ShouldNotBeNull();
            await Engine.UntilAsync(async () => (await Of(engine, asked).GetAsync(Cancel))!.Status == OperationStatus.AwaitingApproval, "people are asked");
            (await Of(engine, asked).ApproveAsync(Anna, "something else", Cancel)).Refusal.ShouldNotBeNull();
            (await Of(engine, asked).ApproveAsync(Anna, answer.State!.ApprovalHash, Cancel)).Refusal.ShouldBeNull();
            await ProposeAsync(engine, lasting);
            await Engine.UntilAsync(async () => (await Of(engine, lasting).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "it is in force");
            await DoneAsync(engine, asked, OperationStatus.RolledBack);
            (await Limits(engine).KillAsync(Anna with { Role = ResponseRole.ClientViewer }, isOn: true, "", Cancel)).ShouldNotBeNull();
            (await Limits(engine).KillAsync(Anna, isOn: true, "Drill.", Cancel)).ShouldBeNull();
            await ProposeAsync(engine, killed);
            await DoneAsync(engine, killed, OperationStatus.Denied);
            Product.Count(killed.Target.Value, "apply").ShouldBe(0);
            Product.IsBlocked(lasting.Target.Value).ShouldBeTrue("what is in force stays");
        }

        await using (var again = await _rig.StartAsync())
        {
            (await again.ReminderCountAsync()).ShouldBe(1, "only what is in force has to be ended");
            (await Of(again, lasting).EndAsync(Anna, isUndo: true, "That is our scanner.", Cancel)).Refusal.ShouldBeNull();
            await DoneAsync(again, lasting, OperationStatus.RolledBack);
            Product.Count(lasting.Target.Value, "freed").ShouldBe(1);
            await Engine.UntilAsync(async () => await again.ReminderCountAsync() == 0, "nobody is woken any more");
            (await Limits(again).ViewAsync(Cancel)).ShouldSatisfyAllConditions(v => v.IsKilled.ShouldBeTrue(), v => v.Undone.ShouldBe(1));
        }
    }

    [Fact]
    public async Task What_a_person_switches_holds_at_once_and_reaches_the_audit_though_that_was_away()
    {
        await using var engine = await _rig.StartAsync();
        _rig.Store.Deaths[ResponseKey.AuditPage(Make.Client, 1).ToString()] = (1, false);
        (await Limits(engine).KillAsync(Anna, isOn: true, "Drill.", Cancel)).ShouldBeNull();
        (await Limits(engine).ViewAsync(Cancel)).IsKilled.ShouldBeTrue();
        _rig.Store.Killed.ShouldBe(1, "else nothing was tried");
        await Engine.UntilAsync(async () => (await AuditAsync(engine)).Length == 1, "the audit has it");
        (await Limits(engine).KillAsync(Anna, isOn: false, "Over.", Cancel)).ShouldBeNull();
        (await Limits(engine).ResetBreakerAsync(Anna, "Looked at.", Cancel)).ShouldBeNull();
        var audit = await AuditAsync(engine);
        audit.Select(a => (a.OperationId, a.Event.Kind)).ShouldBe([(LimitsSwitch.OperationId, "switched_off"), (LimitsSwitch.OperationId, "switched_on"), (LimitsSwitch.OperationId, "undo_rate_reset")]);
    }

    [Fact]
    public async Task One_target_held_by_two_is_freed_by_the_last_of_them_whenever_an_activation_dies()
    {
        await using var engine = await _rig.StartAsync();
        var (first, second) = (Block("first", "192.0.2.1"), Block("second", "192.0.2.1") with { DurationMs = 60_000 });
        await ProposeAsync(engine, first);
        await Engine.UntilAsync(async () => (await Of(engine, first).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "the first is in force");
        await ProposeAsync(engine, second);
        await Engine.UntilAsync(async () => (await Of(engine, second).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "and so is the second, though it found it so");
        await DoneAsync(engine, first, OperationStatus.Ended);
        (Product.IsBlocked("192.0.2.1"), Product.Count("192.0.2.1", "revert")).ShouldBe((true, 0), "the second holds it");
        (await Of(engine, second).EndAsync(Anna, isUndo: false, "", Cancel)).Refusal.ShouldBeNull();
        await DoneAsync(engine, second, OperationStatus.RolledBack);
        (Product.IsBlocked("192.0.2.1"), Product.Count("192.0.2.1", "freed")).ShouldBe((false, 1));

        var pairs = new List<(OperationProposal One, OperationProposal Other)>();
        for (var write = 4; write <= 14; write++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{write + 10}");
            var pair = (One: Block($"one-{address}", address) with { DurationMs = 700 }, Other: Block($"other-{address}", address) with { DurationMs = 1_400 });
            _rig.Store.Deaths[KeyOf(write % 2 == 0 ? pair.One : pair.Other)] = (write, write % 4 < 2);
            pairs.Add(pair);
        }

        await Task.WhenAll(pairs.SelectMany(p => new[] { ProposeAsync(engine, p.One), ProposeAsync(engine, p.Other) }));
        foreach (var operation in pairs.SelectMany(p => new[] { p.One, p.Other }))
        {
            await Engine.UntilAsync(
                async () => await Of(engine, operation).GetAsync(Cancel) is { } state && OperationStatuses.IsFinal(state.Status) && OperationEffects.Of(state).IsDone, $"{operation.OperationId} is over");
        }

        foreach (var (one, _) in pairs)
        {
            var target = one.Target.Value;
            (Product.IsBlocked(target), Product.Count(target, "freed")).ShouldBe((false, Product.Count(target, "blocked")), target);
        }

        await AuditAsync(engine);
        (await Limits(engine).ViewAsync(Cancel)).ActiveOperations.ShouldBeEmpty();
    }
}
